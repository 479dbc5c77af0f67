"""Accounts made at the command line and in tests: with a name, a role and, if asked for, a password made here."""

from __future__ import annotations

import time

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.accounts import passwords
from bot.accounts.names import plain_name
from bot.accounts.tables import Account


def add_account(engine: Engine, name: str, role: str) -> str:
    """Make an account and return its password. Raises sqlalchemy.exc.IntegrityError when the name is taken."""
    password = passwords.easy_password()
    with Session(engine) as session, session.begin():
        put_account(session, plain_name(name), role, passwords.digest(password))
    return password


def put_account(session: Session, name: str, role: str, password_hash: str) -> Account:
    """Make an account within a transaction. Raises sqlalchemy.exc.IntegrityError when the name is taken."""
    account = Account(name=name, role=role, password_hash=password_hash, disabled=False, created_at=time.time())
    session.add(account)
    session.flush()
    return account


def account_named(session: Session, name: str) -> Account | None:
    """The account of this name, however it was typed."""
    return session.scalar(select(Account).where(Account.name == plain_name(name)))
