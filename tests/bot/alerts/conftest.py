"""Alerts in a real database of each kind, with supervisors, a clock that only moves when told, and a fake messenger."""

import asyncio
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account, WebSession
from bot.alerts.alerts import Alerts
from bot.alerts.messenger import CannotReach, TryLater
from bot.alerts.post import Post
from bot.alerts.worker import Worker
from bot.migrations.upgrade import upgrade
from bot.records.audit_key import open_audit
from bot.records.database import open_records
from bot.records.keeping import Keeping
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.records.tombstones import TombstoneFile

#: A Monday noon in UTC.
NOON = 1_799_668_800.0


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    def later(self, minutes: float) -> float:
        self.now += minutes * 60
        return self.now


@dataclass
class Bell:
    """A messenger that keeps what it was asked to send, and fails when told to."""

    rung: list = field(default_factory=list)
    failing: list = field(default_factory=list)
    unreachable: set = field(default_factory=set)

    async def deliver(self, account_id, template, code, count, once):
        await asyncio.sleep(0)
        if account_id in self.unreachable:
            raise CannotReach("not_paired")
        if self.failing:
            raise self.failing.pop(0)
        self.rung.append((account_id, template, code, once))
        return "receipt"

    def whom(self):
        return [(account, template) for account, template, _, _ in self.rung]


@dataclass
class Place:
    """A site with its alerts; `again()` is the same site after a restart."""

    url: str
    folder: object
    store: object
    clock: Clock
    bell: Bell
    minutes: float = 5.0
    people: dict = field(default_factory=dict)
    opened: list = field(default_factory=list)

    def again(self):
        if self.opened:
            self.engine.dispose()
        self.engine = open_records(self.url)
        upgrade(self.engine)
        self.keys = KeyRing.open(self.engine, KeyFile(self.folder / "keys" / "site.key"))
        self.audit = open_audit(self.engine, self.keys, self.folder / "ledger")
        self.keeping = Keeping(self.engine, self.keys, self.audit, TombstoneFile(self.folder / "ledger" / "erased"))
        self.post = Post(self.engine, self.keys, self.store, self.audit.record, self.minutes)
        self.alerts = Alerts(self.post, self.clock)
        self.worker = Worker(self.post, self.bell, self.clock)
        self.opened.append(self.engine)
        return self

    def person(self, name, role="supervisor"):
        with Session(self.engine) as session, session.begin():
            row = Account(name=name, role=role, password_hash="x", disabled=False, created_at=time.time())
            session.add(row)
            session.flush()
            self.people[name] = row.id
            return row.id

    def talks(self, account_id, conversation="talk"):
        with Session(self.engine) as session, session.begin():
            session.add(
                WebSession(
                    token_hash=conversation.ljust(64, "0"),
                    account_id=account_id,
                    conversation_id=conversation,
                    created_at=NOON,
                    seen_at=NOON,
                    stage="open",
                )
            )

    def raised(self, *situations, conversation="talk", once="", words="she has a blade", by="night"):
        return self.alerts.raise_alert(
            conversation=conversation,
            raised_by=self.people.get(by),
            situations=situations or ("suicide_self_harm",),
            words=words,
            once=once,
        )

    def one(self, code):
        return next(alert for alert in self.alerts.open_alerts() if alert.code == code)

    def rows(self, table):
        with Session(self.engine) as session:
            return list(session.scalars(select(table)))

    async def ticks(self, most=20):
        for _ in range(most):
            if not await self.worker.tick():
                return


@pytest.fixture
def clock(in_utc):
    return Clock()


@pytest.fixture
def bell():
    return Bell()


@pytest.fixture
def place(records_url, tmp_path, store, clock, bell):
    """A site with staff (`night`) and two supervisors (`first`, `second`)."""
    place = Place(records_url, tmp_path, store, clock, bell).again()
    place.person("night", "staff")
    place.person("first")
    place.person("second")
    yield place
    place.engine.dispose()


@pytest.fixture
def try_later():
    return TryLater
