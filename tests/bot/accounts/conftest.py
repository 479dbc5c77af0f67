"""An empty database of accounts, and an office that looks after them and remembers what it was told to write down."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.accounts import passwords
from bot.accounts.office import Office
from bot.accounts.service import add_account
from bot.accounts.sessions import Limits
from bot.accounts.tables import Account
from bot.records.sealing import Sealer, new_key

NOW = 1_800_000_000.0


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Passwords that are cheap to check; how dear they are is tested in test_passwords.py."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def engine(tmp_path, pattern):
    engine = create_engine(pattern.put(tmp_path / "records.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def limits():
    return Limits(idle=900.0, longest=28800.0)


@pytest.fixture
def written():
    """What was written down: (action, who, subject)."""
    return []


@pytest.fixture
def office(engine, limits, written):
    def record(action, who, subject="", within=None):
        written.append((action, who, subject))

    return Office(engine, Sealer(new_key()), limits, record)


@pytest.fixture
def made(engine):
    """`made("river-12", "staff")` makes an account: its number and its password."""

    def make(name="river-12", role="staff"):
        password = add_account(engine, name, role)
        with Session(engine) as session:
            return session.scalar(select(Account.id).where(Account.name == name)), password

    return make
