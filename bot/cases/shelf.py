"""Where cases are kept, and how other rooms keep something under a case: sealed with its key, noted, masked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from bot.accounts.office import Recorder, account, nothing_recorded
from bot.cases.codes import KIND
from bot.cases.facts import NoSuchCase
from bot.cases.tables import CaseRow
from bot.guards.masking import Finder, mask
from bot.records.key_ring import KeyRing
from bot.records.sealing import Sealer


@dataclass(frozen=True)
class Shelf:
    """What all work on cases needs. `finder` finds personal details in what somebody wrote."""

    records: Engine
    keys: KeyRing
    finder: Finder
    record: Recorder = nothing_recorded

    def masked(self, text: str) -> str:
        """The text as it may be kept. It is less than what was written, and never proof that nobody can be known."""
        return mask(text.strip(), self.finder).text

    def note(self, action: str, by: int | None, code: str, within: Session | None = None) -> None:
        """Write into the audit log that somebody did something with a case."""
        self.record(action, account(by), f"{KIND}:{code}", within=within)


@contextmanager
def holding(shelf: Shelf, code: str, now: float) -> Iterator[tuple[Session, Sealer]]:
    """A session in which what belongs to a case may be changed, and what seals it; all of it is kept, or nothing.

    Writers of the same case take turns. Raises NoSuchCase.
    """
    with Session(shelf.records) as session, session.begin():
        # First of all a write: it takes the lock (SQLite) or the row (Postgres) before anything is read.
        held = session.execute(update(CaseRow).where(CaseRow.code == code).values(changed_at=now))
        if not held.rowcount or not shelf.keys.touch(session, KIND, code, now):  # type: ignore[attr-defined]
            raise NoSuchCase(code)
        yield session, opener(shelf, session, code)


def opener(shelf: Shelf, session: Session, code: str) -> Sealer:
    """Opens and seals what belongs to a case. Raises NoSuchCase when it was erased."""
    reader = shelf.keys.reader(session, KIND, code)
    if reader is None:
        raise NoSuchCase(code)
    return reader
