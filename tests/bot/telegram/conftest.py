"""A site with Telegram: a stand-in Bot API, real records, alerts and an assistant that can be looked into."""

from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import passwords
from bot.accounts.office import Office
from bot.accounts.service import add_account
from bot.accounts.sessions import Limits
from bot.accounts.tables import Account
from bot.overdue.overdue import OverdueCounts
from bot.records.database import open_records
from bot.records.sealing import Sealer, new_key
from bot.settings import Settings
from bot.telegram import pairing
from bot.telegram.telegram import Telegram
from tests.bot.telegram.fakes import FakeAlerts, FakeDoor
from tests.bot.telegram.people import Someone
from tests.bot.telegram.stand_in import TOKEN, BotApi
from tests.waiting import until


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture
def records(tmp_path, pattern):
    engine = open_records(pattern.put(tmp_path / "records.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def noted():
    """What was written to the audit log: action and account."""
    return []


@pytest.fixture
def office(records, noted):
    def record(action, who, subject="", within=None):
        noted.append((action, who))

    return Office(records, Sealer(new_key()), Limits(900.0, 28800.0), record)


@pytest.fixture
def supervisor(records):
    """The number of a supervisor's account."""
    add_account(records, "vera-1", "supervisor")
    with Session(records) as session:
        return session.scalar(select(Account.id).where(Account.name == "vera-1"))


@pytest.fixture
async def api():
    async with BotApi() as api:
        yield api


@pytest.fixture
def alerts(supervisor):
    return FakeAlerts(on_call=[supervisor])


@pytest.fixture
def door(store):
    return FakeDoor(store)


@pytest.fixture
def settings(tmp_path, api):
    file = tmp_path / "bot.token"
    file.write_text(f"{TOKEN}\n")
    return Settings(home=tmp_path, telegram_token_file=str(file), telegram_api=api.url)


@pytest.fixture
def overdue():
    """How much work waits; nothing else of it reaches Telegram."""

    class Fake:
        now = OverdueCounts()

        def counts(self):
            return self.now

    return Fake()


@pytest.fixture
def open_telegram(settings, office, desk, door, alerts, overdue):
    def opened(**other):
        return Telegram(Settings(**{**settings.__dict__, **other}), office, desk, door, alerts, overdue)

    return opened


@pytest.fixture
async def telegram(open_telegram):
    async with open_telegram() as running:
        yield running


@pytest.fixture
def stranger(api):
    return Someone(api, 5001, "Stranger")


@pytest.fixture
async def vera(api, telegram, office, supervisor):
    """The supervisor in Telegram, paired as people do it."""
    vera = Someone(api, 4001, "Vera")
    vera.says(pairing.new_code(office, supervisor, time.time()))
    await until(lambda: vera.sees)
    await until(lambda: api.done("deleteMessage"))
    return vera
