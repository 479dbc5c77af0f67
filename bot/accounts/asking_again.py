"""Asks for the password again before something grave, so that a screen left open is not enough."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.accounts import attempts, passwords
from bot.accounts.office import Office
from bot.accounts.sessions import Person
from bot.accounts.tables import Account


def wrong(office: Office, person: Person, password: str, address: str, now: float) -> str:
    """What is wrong with the password of who is signed in: `current`, `wait` (too many tries), or nothing."""
    place = f"password of {person.account_id}"
    if attempts.must_wait(office.records, address, place, now):
        return "wait"
    with Session(office.records) as session:
        stored = session.get_one(Account, person.account_id).password_hash
    if not passwords.matches(stored, password):
        return "current"
    attempts.was_right(office.records, address, place, now)
    return ""
