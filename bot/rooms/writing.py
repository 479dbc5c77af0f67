"""Residents written at this site: kept as YAML, checked as the library's own are, played once they are in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.rooms.tables import OwnResidentRow
from knowledge.kinds import Move, Reaction, Scenario
from knowledge.problems import Problem
from knowledge.reading import Library, read_draft
from knowledge.roleplay.drafts import Draft, checked
from knowledge.store import ContentStore


class NotYours(LookupError):
    """There is no such resident, or somebody else wrote it."""


class WrittenMeanwhile(Exception):
    """It was saved since the page was opened; nothing was overwritten."""


@dataclass(frozen=True)
class Written:
    """One's own resident in a list; `ready` when it can be played."""

    id: str
    ready: bool
    written_at: float
    text: str

    @property
    def version(self) -> str:
        """Another one each time it is saved."""
        return _version(self.written_at)


class OwnResidents:
    """Keeps what trainers write. The library's residents come first: an own one never takes the place of one."""

    def __init__(self, records: Engine, store: ContentStore, clock: Callable[[], float]) -> None:
        """Check against this content; nothing is read yet."""
        self._records, self._store, self._clock = records, store, clock
        self._read: dict[str, tuple[str, Scenario]] = {}
        self._lock = threading.Lock()

    def check(self, text: str, item_id: str) -> Draft:
        """The draft with everything that has to be mended, as `content check` says it."""
        draft = checked(text, item_id, self._library())
        if self._store.has(Scenario, item_id):
            taken = Problem(item_id, "id", "a resident of the library has this name already", "choose another id")
            return Draft(draft.scenario, (taken, *draft.problems))
        return draft

    def save(self, by: int, item_id: str, text: str, seen: str | None = None) -> Draft:
        """Keep a draft, in order or not. With `seen` only if it still has this version, empty for a new one.

        Raises WrittenMeanwhile, and NotYours when somebody else's has this id.
        """
        draft = self.check(text, item_id)
        with Session(self._records) as session, session.begin():
            row = session.get(OwnResidentRow, item_id)
            if row is not None and row.account_id != by:
                raise NotYours(item_id)
            if seen is not None and seen != (_version(row.written_at) if row else ""):
                raise WrittenMeanwhile(item_id)
            kept = OwnResidentRow(id=item_id, account_id=by, written_at=self._clock(), ready=draft.is_ready, text=text)
            session.merge(kept)
        return draft

    def mine(self, by: int) -> list[Written]:
        """What somebody wrote, by id."""
        wanted = select(OwnResidentRow).where(OwnResidentRow.account_id == by).order_by(OwnResidentRow.id)
        with Session(self._records) as session:
            return [Written(row.id, row.ready, row.written_at, row.text) for row in session.scalars(wanted)]

    def one(self, item_id: str, by: int) -> Written:
        """One of somebody's own. Raises NotYours."""
        found = next((one for one in self.mine(by) if one.id == item_id), None)
        if found is None:
            raise NotYours(item_id)
        return found

    def erase(self, item_id: str, by: int) -> None:
        """Delete one of one's own; talks with it can then only be erased. Raises NotYours."""
        with Session(self._records) as session, session.begin():
            row = session.get(OwnResidentRow, item_id)
            if row is None or row.account_id != by:
                raise NotYours(item_id)
            session.delete(row)

    def ready(self, item_id: str) -> Scenario | None:
        """A resident written here that can be played, or None."""
        with Session(self._records) as session:
            row = session.get(OwnResidentRow, item_id)
            return self._scenario(row.id, row.text) if row is not None and row.ready else None

    def _scenario(self, item_id: str, text: str) -> Scenario | None:
        with self._lock:
            known = self._read.get(item_id)
            if known is None or known[0] != text:
                scenario, _ = read_draft(text, Scenario, item_id)
                if scenario is None:  # a release changed the format
                    return None
                known = self._read[item_id] = (text, scenario)
            return known[1]

    def _library(self) -> Library:
        """What a draft is checked against: the moves and the reactions."""
        items = {kind.kind: {one.id: one for one in self._store.all(kind)} for kind in (Move, Reaction)}
        return Library(self._store.language, items, {}, {}, {})  # type: ignore[arg-type]


def _version(written_at: float) -> str:
    return repr(written_at)
