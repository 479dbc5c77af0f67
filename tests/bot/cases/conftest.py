"""Cases in a real database of each kind, with staff, a clock that only moves when told, and one name that is masked."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account
from bot.cases.cases import Cases
from bot.cases.shelf import Shelf
from bot.migrations.upgrade import upgrade
from bot.recognisers.span import Span
from bot.records.audit_key import open_audit
from bot.records.database import open_records
from bot.records.keeping import Keeping
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.records.tombstones import TombstoneFile

#: A Monday noon in UTC.
NOON = 1_799_668_800.0
DAY = 86_400.0
NAME = "Amina"


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    def later(self, days: float) -> float:
        self.now += days * DAY
        return self.now


class OneName:
    """Finds one name, as the recognisers find many."""

    def find_all(self, text):
        at = text.find(NAME)
        return [Span(at, at + len(NAME), "PERSON")] if at >= 0 else []


@dataclass
class House:
    """A site with its cases; `again()` is the same site after a restart."""

    url: str
    folder: object
    clock: Clock
    people: dict = field(default_factory=dict)

    def again(self):
        if getattr(self, "engine", None):
            self.engine.dispose()
        self.engine = open_records(self.url)
        upgrade(self.engine)
        self.keys = KeyRing.open(self.engine, KeyFile(self.folder / "keys" / "site.key"))
        self.audit = open_audit(self.engine, self.keys, self.folder / "ledger")
        self.keeping = Keeping(self.engine, self.keys, self.audit, TombstoneFile(self.folder / "ledger" / "erased"))
        self.shelf = Shelf(self.engine, self.keys, OneName(), self.audit.record)
        self.cases = Cases(self.shelf, self.clock)
        return self

    def person(self, name, role="staff"):
        with Session(self.engine) as session, session.begin():
            row = Account(name=name, role=role, password_hash="x", disabled=False, created_at=NOON)
            session.add(row)
            session.flush()
            self.people[name] = row.id
        return row

    def rows(self, table):
        with Session(self.engine) as session:
            return list(session.scalars(select(table)))

    def written_down(self):
        return [(entry.action, entry.who, entry.subject) for entry in self.audit.entries()]


@pytest.fixture
def clock(in_utc):
    return Clock()


@pytest.fixture
def house(records_url, tmp_path, clock):
    """A site with somebody on shift (`night`) and a supervisor (`first`)."""
    house = House(records_url, tmp_path, clock).again()
    house.person("night")
    house.person("first", "supervisor")
    yield house
    house.engine.dispose()


@pytest.fixture
def night(house):
    return house.people["night"]
