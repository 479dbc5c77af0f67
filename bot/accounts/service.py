"""Accounts as the rest of the program uses them: the first one, signing in, a new password."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.accounts import attempts, passwords, sessions
from bot.accounts.tables import Account

FIRST_NAME = "staff"


@dataclass(frozen=True)
class SignIn:
    """What came of trying to sign in: a session token, or neither that nor a reason, or seconds to wait first."""

    token: str | None = None
    wait: float = 0.0


def ensure_first_account(engine: Engine) -> str | None:
    """Make the account `staff` when there is none at all, and return its password this once; else None."""
    with Session(engine) as session:
        if session.scalar(select(Account.id).limit(1)) is not None:
            return None
    return add_account(engine, FIRST_NAME, "staff")


def add_account(engine: Engine, name: str, role: str) -> str:
    """Make an account and return its password. Raises sqlalchemy.exc.IntegrityError when the name is taken."""
    password = passwords.easy_password()
    account = Account(
        name=plain_name(name),
        role=role,
        password_hash=passwords.digest(password),
        disabled=False,
        created_at=time.time(),
    )
    with Session(engine) as session, session.begin():
        session.add(account)
    return password


def reset_password(engine: Engine, name: str) -> str | None:
    """Give an account a new password, end its sessions and return the password; None when there is no such name."""
    password = passwords.easy_password()
    with Session(engine) as session, session.begin():
        account = session.scalar(select(Account).where(Account.name == plain_name(name)))
        if account is None:
            return None
        account.password_hash = passwords.digest(password)
        account_id = account.id
    sessions.end_all(engine, account_id)
    return password


def sign_in(engine: Engine, name: str, password: str, address: str, now: float, limits: sessions.Limits) -> SignIn:
    """Try to sign in. An unknown name and a wrong password get the same answer, after the same time."""
    name = plain_name(name)
    wait = attempts.must_wait(engine, address, name, now)
    if wait:
        return SignIn(wait=wait)
    with Session(engine) as session:
        account = session.scalar(select(Account).where(Account.name == name, Account.disabled.is_(False)))
        stored, account_id = (account.password_hash, account.id) if account else (None, 0)
    if not passwords.matches(stored, password):
        return SignIn()
    attempts.forget(engine, address, name)
    return SignIn(token=sessions.begin(engine, account_id, now, limits))


def plain_name(name: str) -> str:
    """A name as it is stored: lower case, no space around it, no longer than the column."""
    return name.strip().lower().encode("utf-8", "replace").decode()[:80]
