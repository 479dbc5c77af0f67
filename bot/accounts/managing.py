"""What an admin does with accounts, and what people do with their own. Whatever changes ends the sessions at once.

An admin can start a new password but never choose or see one, and sees no record of anybody's work.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts import asking_again, codes, passwords, second_step, sessions
from bot.accounts.codes import Kind
from bot.accounts.joining import change_password
from bot.accounts.office import Office, account
from bot.accounts.roles import Role
from bot.accounts.sessions import Person
from bot.accounts.tables import Account, OneTimeCode


class NoSuchAccount(LookupError):
    """There is no account with this number."""


class LastAdmin(Exception):
    """Without this account nobody could look after accounts any more."""


@dataclass(frozen=True)
class Listed:
    """An account as admins see it: nothing but what is needed to look after it."""

    id: int
    name: str
    role: str
    disabled: bool
    has_second_step: bool
    has_password: bool


@dataclass(frozen=True)
class Invitation:
    """An invitation that can still be used."""

    selector: str
    role: str
    expires_at: float


def accounts(office: Office) -> list[Listed]:
    """Every account, by name."""
    with Session(office.records) as session:
        return [_listed(row) for row in session.scalars(select(Account).order_by(Account.name))]


def one(office: Office, account_id: int) -> Listed:
    """One account. Raises NoSuchAccount."""
    with Session(office.records) as session:
        return _listed(_row(session, account_id))


def invitations(office: Office, now: float) -> list[Invitation]:
    """Invitations that can still be used, oldest first."""
    chosen = OneTimeCode.kind == Kind.INVITATION.value
    with Session(office.records) as session:
        rows = session.scalars(select(OneTimeCode).where(chosen).order_by(OneTimeCode.made_at)).all()
        return [
            Invitation(row.selector, row.role or "", row.expires_at or now) for row in rows if codes.is_open(row, now)
        ]


def change_role(office: Office, account_id: int, role: Role, by: str) -> None:
    """Give an account another role and end its sessions. Raises NoSuchAccount, LastAdmin."""
    with Session(office.records) as session, session.begin():
        row = _row(session, account_id)
        if row.role == role.value:
            return
        was_admin, row.role = row.role == Role.ADMIN.value, role.value
        _changed(office, session, account_id, "role_changed", by, was_admin)


def disable(office: Office, account_id: int, by: str) -> None:
    """Let nobody sign in with an account, from this moment. Raises NoSuchAccount, LastAdmin."""
    with Session(office.records) as session, session.begin():
        row = _row(session, account_id)
        row.disabled = True
        codes.void(session, Kind.RESET, account_id)
        _changed(office, session, account_id, "disabled", by, row.role == Role.ADMIN.value)


def enable(office: Office, account_id: int, by: str) -> None:
    """Let an account sign in again. Raises NoSuchAccount."""
    with Session(office.records) as session, session.begin():
        _row(session, account_id).disabled = False
        office.record("enabled", by, account(account_id), within=session)


def reset(office: Office, account_id: int, now: float, by: str) -> str:
    """A one-time code with which the owner chooses a new password; until then nobody can sign in.

    The second step stays. Raises NoSuchAccount.
    """
    fresh = codes.draw(office.records, Kind.RESET)
    with Session(office.records) as session, session.begin():
        _row(session, account_id).password_hash = ""
        codes.void(session, Kind.RESET, account_id)
        codes.store(session, Kind.RESET, fresh, now, account_id=account_id)
        sessions.end_all_within(session, account_id)
        office.record("reset_code_made", by, account(account_id), within=session)
        office.record("session_ended", by, account(account_id), within=session)
    return fresh.text


def remove_second_step(office: Office, account_id: int, by: str) -> None:
    """Take the second step away, for someone who lost telephone and recovery codes. Raises NoSuchAccount."""
    one(office, account_id)
    second_step.remove(office, account_id, by)
    end_sessions(office, account_id, by)


def end_sessions(office: Office, account_id: int, by: str) -> None:
    """Sign an account out everywhere."""
    with Session(office.records) as session, session.begin():
        sessions.end_all_within(session, account_id)
        office.record("session_ended", by, account(account_id), within=session)


def change_own_password(office: Office, person: Person, current: str, new: str, address: str, now: float) -> str:
    """Change a password and sign out everywhere; returns what is wrong (`current`, `wait`, `password_…`) or nothing."""
    wrong = asking_again.wrong(office, person, current, address, now)
    if wrong:
        return wrong
    weak = passwords.problem(new, person.name)
    if weak:
        return f"password_{weak}"
    password_hash = passwords.digest(new)
    with Session(office.records) as session, session.begin():
        change_password(office, session, person.account_id, password_hash)
    return ""


def _changed(office: Office, session: Session, account_id: int, action: str, by: str, was_admin: bool) -> None:
    session.flush()
    if was_admin and not _admins(session):
        raise LastAdmin
    sessions.end_all_within(session, account_id)
    office.record(action, by, account(account_id), within=session)
    office.record("session_ended", by, account(account_id), within=session)


def _admins(session: Session) -> int:
    able = (Account.role == Role.ADMIN.value, Account.disabled.is_(False))
    return session.scalar(select(func.count()).select_from(Account).where(*able)) or 0


def _row(session: Session, account_id: int) -> Account:
    row = session.get(Account, account_id)
    if row is None:
        raise NoSuchAccount(str(account_id))
    return row


def _listed(row: Account) -> Listed:
    return Listed(row.id, row.name, row.role, row.disabled, row.totp_secret is not None, bool(row.password_hash))
