"""Keeps the referral directory of a site: what pages and the chat call. Each call waits for the database."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.cases.consent import day_of
from bot.cases.shelf import Shelf
from bot.directory.entry import Entry, NoSuchService, Service, WrongEntry
from bot.directory.search import Match, found, wish_of
from bot.directory.tables import ServiceRow
from bot.records.sealing import Sealer

KIND = "service"
_PLACE = "directory_service.sealed"
_DAY = 86_400.0
#: How a service's id stands in an address of the web pages.
PATTERN = "[0-9a-f]{8}"


class ServiceChanged(Exception):
    """Somebody else changed the entry since the page was opened; nothing was overwritten."""


class Directory:
    """The services a site works with. `by` is the account that acts; who may act is decided by the doors."""

    def __init__(self, shelf: Shelf, stale_days: int, clock: Callable[[], float] = time.time) -> None:
        """Use the shelf; an entry is stale when nobody made sure of it for more than `stale_days`."""
        self._shelf, self._stale_days, self._clock = shelf, stale_days, clock

    def all(self) -> list[Service]:
        """Every service by name."""
        with Session(self._shelf.records) as session, session.begin():
            sealer, rows = self._sealer(session), session.scalars(select(ServiceRow)).all()
            return sorted((self._view(sealer, row) for row in rows), key=lambda one: one.entry.name.casefold())

    def get(self, service: str) -> Service:
        """One service. Raises NoSuchService."""
        with Session(self._shelf.records) as session, session.begin():
            return self._view(self._sealer(session), self._row(session, service))

    def search(self, question: str) -> list[Match]:
        """The services that answer a question in somebody's own words, best first."""
        services = self.all()
        return found(services, wish_of(question, services))

    def add(self, entry: Entry, by: int | None) -> str:
        """Put a service into the directory; returns its id. Raises WrongEntry."""
        self._check(entry)
        number = secrets.token_hex(4)
        with Session(self._shelf.records) as session, session.begin():
            row = ServiceRow(id=number, version=1, changed_at=self._clock())
            self._put(session, row, entry, by, "service_added")
        return number

    def change(self, service: str, version: int, entry: Entry, by: int | None) -> None:
        """Write an entry anew. `version` is the one `by` saw. Raises NoSuchService, ServiceChanged, WrongEntry."""
        self._check(entry)
        with Session(self._shelf.records) as session, session.begin():
            row = self._row(session, service)
            if row.version != version:
                raise ServiceChanged(service)
            row.version, row.changed_at = version + 1, self._clock()
            self._put(session, row, entry, by, "service_changed")

    def reviewed(self, service: str, by: int | None) -> None:
        """Somebody made sure today that all of it is right. Raises NoSuchService."""
        with Session(self._shelf.records) as session, session.begin():
            row = self._row(session, service)
            entry = replace(self._view(self._sealer(session), row).entry, reviewed_on=self.today)
            row.version, row.changed_at = row.version + 1, self._clock()
            self._put(session, row, entry, by, "service_reviewed")

    def remove(self, service: str, by: int | None) -> None:
        """Take a service out of the directory. Raises NoSuchService."""
        with Session(self._shelf.records) as session, session.begin():
            session.delete(self._row(session, service))
            self._shelf.record("service_removed", account(by), f"{KIND}:{service}", within=session)

    @property
    def today(self) -> str:
        """The day by the server's clock, as 2026-11-22."""
        return day_of(self._clock())

    def _check(self, entry: Entry) -> None:
        if entry.reviewed_on > self.today:
            raise WrongEntry("reviewed_on")

    def _put(self, session: Session, row: ServiceRow, entry: Entry, by: int | None, action: str) -> None:
        row.sealed = self._sealer(session).seal_json(_PLACE, row.id, entry.kept())
        session.add(row)
        session.flush()
        self._shelf.record(action, account(by), f"{KIND}:{row.id}", within=session)

    def _row(self, session: Session, service: str) -> ServiceRow:
        row = session.get(ServiceRow, service, with_for_update=True)
        if row is None:
            raise NoSuchService(service)
        return row

    def _view(self, sealer: Sealer, row: ServiceRow) -> Service:
        entry = Entry.of(sealer.open_json(_PLACE, row.id, row.sealed))
        stale = entry.reviewed_on < day_of(self._clock() - self._stale_days * _DAY)
        return Service(row.id, entry, row.version, row.changed_at, stale)

    def _sealer(self, session: Session) -> Sealer:
        # It is about services, not about anybody: sealed for the site, as procedures are.
        return self._shelf.keys.sealer(session, "site", "secrets")
