"""What all work on runs needs, and how those who write in the same run take turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.cases.cases import Cases
from bot.cases.codes import KIND as CASE
from bot.cases.facts import NoSuchCase
from bot.cases.shelf import holding
from bot.checklists.procedure import Procedure, procedure_now
from bot.checklists.run import NoSuchRun
from bot.checklists.tables import ProcedureVersion, RunRow
from bot.records.database import turn_to_write
from bot.records.sealing import Sealer
from knowledge.site import Site
from knowledge.store import ContentStore

#: Owner of a run that belongs to no case.
KIND = "run"
_PLACE = "procedure_version.sealed"
#: Seconds that a writer waits for its turn in this process.
_QUEUE_SECONDS = 2.0


@dataclass(frozen=True)
class Book:
    """Where runs are kept: the cases they belong to, the content they are made from."""

    cases: Cases
    store: ContentStore
    site: Site
    _known: dict[str, Procedure] = field(default_factory=dict)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def records(self) -> Engine:
        """The database."""
        return self.cases.shelf.records

    @property
    def clock(self) -> Callable[[], float]:
        """Says what time it is."""
        return self.cases.clock

    def current(self, checklist_id: str) -> Procedure | None:
        """The procedure as it stands in the content now."""
        return procedure_now(self.store, self.site, checklist_id)

    def keep(self, session: Session, procedure: Procedure) -> str:
        """Keep a procedure as it is; returns its digest."""
        digest = procedure.digest
        if session.get(ProcedureVersion, digest) is None:
            sealed = self._seal(session).seal_json(_PLACE, digest, procedure.kept())
            try:
                with session.begin_nested():
                    session.add(ProcedureVersion(digest=digest, sealed=sealed))
            except IntegrityError:  # somebody else kept it a moment ago
                session.expire_all()
        return digest

    def procedure(self, session: Session, digest: str) -> Procedure:
        """The procedure of a digest."""
        if digest not in self._known:
            row = session.get_one(ProcedureVersion, digest)
            self._known[digest] = Procedure.model_validate(self._seal(session).open_json(_PLACE, digest, row.sealed))
        return self._known[digest]

    def note(self, action: str, by: int | None, case_code: str | None, run: str, within: Session | None = None) -> None:
        """Write into the audit log that somebody did something with a run, or with the case it belongs to."""
        shelf = self.cases.shelf
        shelf.record(action, account(by), f"{CASE}:{case_code}" if case_code else f"{KIND}:{run}", within=within)

    @contextmanager
    def starting(self, case_code: str | None, run: str, now: float) -> Iterator[tuple[Session, Sealer]]:
        """A session to begin a run in, and what seals it. Raises NoSuchCase, NotStored."""
        with turn_to_write(self.records, self._writing, _QUEUE_SECONDS):
            if case_code:
                with holding(self.cases.shelf, case_code, now) as held:
                    yield held
                return
            with Session(self.records) as session, session.begin():
                yield session, self.cases.shelf.keys.sealer(session, KIND, run)

    @contextmanager
    def writing(self, run: str, now: float) -> Iterator[tuple[Session, RunRow, Sealer]]:
        """A session in which a run may be changed; all of it is kept, or nothing. Raises NoSuchRun, NotStored."""
        with Session(self.records) as session:
            row = session.get(RunRow, run)
        if row is None:
            raise NoSuchRun(run)
        with turn_to_write(self.records, self._writing, _QUEUE_SECONDS):
            if row.case_code:
                try:
                    with holding(self.cases.shelf, row.case_code, now) as (session, sealer):
                        yield session, self._held(session, run, now), sealer
                except NoSuchCase as error:
                    raise NoSuchRun(run) from error
                return
            with Session(self.records) as session, session.begin():
                yield session, self._held(session, run, now), self._own_sealer(session, run, now)

    def opener(self, session: Session, row: RunRow) -> Sealer:
        """Opens what belongs to a run. Raises NoSuchRun when it was erased."""
        kind, owner = (CASE, row.case_code) if row.case_code else (KIND, row.id)
        reader = self.cases.shelf.keys.reader(session, kind, owner)
        if reader is None:
            raise NoSuchRun(row.id)
        return reader

    def _seal(self, session: Session) -> Sealer:
        # A procedure is the same for everybody, so it is sealed for the site.
        return self.cases.shelf.keys.sealer(session, "site", "secrets")

    def _held(self, session: Session, run: str, now: float) -> RunRow:
        # A write comes before everything is read: it takes the lock (SQLite) or the row (Postgres).
        session.execute(update(RunRow).where(RunRow.id == run).values(changed_at=now))
        row = session.get(RunRow, run)
        if row is None:
            raise NoSuchRun(run)
        return row

    def _own_sealer(self, session: Session, run: str, now: float) -> Sealer:
        keys = self.cases.shelf.keys
        reader = keys.reader(session, KIND, run) if keys.touch(session, KIND, run, now) else None
        if reader is None:
            raise NoSuchRun(run)
        return reader
