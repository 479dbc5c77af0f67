"""Coming in with a one-time code: a new account from an invitation, or a new password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.accounts import attempts, codes, names, passwords, sessions
from bot.accounts.codes import Kind
from bot.accounts.office import Office, account
from bot.accounts.roles import Role, needs_second_step, role_of
from bot.accounts.service import put_account
from bot.accounts.tables import Account, OneTimeCode


@dataclass(frozen=True)
class Joined:
    """What came of it: a session token, or what is wrong (`code`, `name_…`, `password_…`), or seconds to wait first."""

    token: str | None = None
    stage: str = ""
    wrong: str = ""
    wait: float = 0.0


def invite(office: Office, role: Role, now: float, by: str) -> str:
    """Make an invitation and return its code, which is shown this once."""
    fresh = codes.draw(office.records, Kind.INVITATION)
    with Session(office.records) as session, session.begin():
        codes.store(session, Kind.INVITATION, fresh, now, role=role.value)
        office.record("invited", by, f"code:{fresh.selector}", within=session)
    return fresh.text


def withdraw(office: Office, selector: str) -> None:
    """Take back an invitation that was not used."""
    chosen = (OneTimeCode.selector == selector, OneTimeCode.kind == Kind.INVITATION.value)
    with Session(office.records) as session, session.begin():
        session.execute(delete(OneTimeCode).where(*chosen))


def join(office: Office, code: str, name: str, password: str, address: str, now: float) -> Joined:
    """Make an account with the code of an invitation. The code is used up only when everything else is right."""
    wait = attempts.code_must_wait(office.records, address, now)
    if wait:
        return Joined(wait=wait)
    right = codes.check(office.records, Kind.INVITATION, code, now)
    role = role_of(right.role or "") if right else None
    if right is None or role is None:
        return Joined(wrong="code")
    attempts.code_was_right(office.records, address)
    name = names.plain_name(name)
    wrong = _wrong(name, password)
    if wrong:
        return Joined(wrong=wrong)
    stage = sessions.ENROL if needs_second_step(role.value) else sessions.OPEN
    password_hash = passwords.digest(password)
    try:
        with Session(office.records) as session, session.begin():
            if not codes.use(session, right, now):
                return Joined(wrong="code")
            made = put_account(session, name, role.value, password_hash)
            office.record("account_made", account(made.id), account(made.id), within=session)
            token = sessions.begin_within(session, made.id, now, stage)
    except IntegrityError:
        return Joined(wrong="name_taken")
    attempts.must_wait(office.records, address, name, now)
    attempts.was_right(office.records, address, name, now)
    return Joined(token=token, stage=stage)


def set_password(office: Office, code: str, password: str, address: str, now: float) -> Joined:
    """Choose a new password with a one-time code; every session of the account ends."""
    wait = attempts.code_must_wait(office.records, address, now)
    if wait:
        return Joined(wait=wait)
    right = codes.check(office.records, Kind.RESET, code, now)
    if right is None or right.account_id is None:
        return Joined(wrong="code")
    attempts.code_was_right(office.records, address)
    with Session(office.records) as session:
        name = session.get_one(Account, right.account_id).name
    weak = passwords.problem(password, name)
    if weak:
        return Joined(wrong=f"password_{weak}")
    password_hash = passwords.digest(password)
    with Session(office.records) as session, session.begin():
        if not codes.use(session, right, now):
            return Joined(wrong="code")
        change_password(office, session, right.account_id, password_hash)
    return Joined()


def change_password(office: Office, session: Session, account_id: int, password_hash: str) -> None:
    """Store a new password of one's own within a transaction, and end every session of the account."""
    by = account(account_id)
    session.get_one(Account, account_id).password_hash = password_hash
    sessions.end_all_within(session, account_id)
    office.record("password_changed", by, by, within=session)
    office.record("session_ended", by, by, within=session)


def _wrong(name: str, password: str) -> str:
    wrong = names.problem(name)
    if wrong:
        return f"name_{wrong}"
    weak = passwords.problem(password, name)
    return f"password_{weak}" if weak else ""
