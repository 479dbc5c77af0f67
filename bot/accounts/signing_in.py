"""Signing in: name and password, then a code where a second step is set up.

An unknown name, a disabled account and a wrong password get the same answer after the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.accounts import attempts, codes, passwords, second_step, sessions
from bot.accounts.names import plain_name
from bot.accounts.office import VISITOR, Office, account
from bot.accounts.roles import needs_second_step
from bot.accounts.service import account_named
from bot.accounts.sessions import Person
from bot.accounts.tables import Account


@dataclass(frozen=True)
class SignIn:
    """What came of trying to sign in: a session token and how far it goes, or nothing, or seconds to wait first."""

    token: str | None = None
    stage: str = ""
    wait: float = 0.0
    recovery_codes_left: int | None = None  # set when a recovery code was used


def sign_in(office: Office, name: str, password: str, address: str, now: float) -> SignIn:
    """Try name and password."""
    name = plain_name(name)
    wait = attempts.must_wait(office.records, address, name, now)
    if wait:
        return SignIn(wait=wait)
    with Session(office.records) as session:
        found = account_named(session, name)
        stored = found.password_hash if found and not found.disabled else None
        account_id = found.id if found else 0
    if not passwords.matches(stored, password):
        office.record("sign_in_failed", VISITOR, account(account_id))
        return SignIn()
    attempts.was_right(office.records, address, name, now)
    return _begin(office, account_id, password, now)


def give_code(office: Office, person: Person, typed: str, address: str, now: float) -> SignIn:
    """Try the code of the second step, or a recovery code, of someone whose password was right."""
    place = f"second step of {person.account_id}"
    wait = attempts.must_wait(office.records, address, place, now)
    if wait:
        return SignIn(wait=wait)
    left = None
    if not second_step.accept(office, person.account_id, typed, now):
        right = codes.check(office.records, codes.Kind.RECOVERY, typed, now, person.account_id)
        left = second_step.use_recovery_code(office, person.account_id, right, now) if right else None
        if left is None:
            office.record("sign_in_failed", account(person.account_id), account(person.account_id))
            return SignIn()
    attempts.was_right(office.records, address, place, now)
    token = open_session(office, person, now)
    return SignIn(token=token, stage=sessions.OPEN, recovery_codes_left=left)


def open_session(office: Office, person: Person, now: float) -> str:
    """Put an open session, under a new token, in the place of one that was on its way."""
    with Session(office.records) as session, session.begin():
        sessions.end_one_within(session, person)
        token = sessions.begin_within(session, person.account_id, now)
        office.record("signed_in", account(person.account_id), within=session)
    return token


def sign_out(office: Office, token: str) -> None:
    """End the session of this token, if there is one."""
    account_id = sessions.end(office.records, token)
    if account_id is not None:
        office.record("signed_out", account(account_id))


def _begin(office: Office, account_id: int, password: str, now: float) -> SignIn:
    with Session(office.records) as session, session.begin():
        row = session.get_one(Account, account_id)
        if passwords.is_dated(row.password_hash):
            row.password_hash = passwords.digest(password)
        stage = _stage(row)
    token = sessions.begin(office.records, account_id, now, office.limits, stage)
    if stage == sessions.OPEN:
        office.record("signed_in", account(account_id))
    return SignIn(token=token, stage=stage)


def _stage(row: Account) -> str:
    if row.totp_secret is not None:
        return sessions.CODE
    return sessions.ENROL if needs_second_step(row.role) else sessions.OPEN
