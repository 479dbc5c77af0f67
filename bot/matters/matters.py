"""Keeps matters of cases. A matter is changed under the lock of its case, from what it holds at that moment.

matter = matters.add("B-014", "review", {"answers": {}}, by, "review_written")
matters.change("B-014", matter.id, "review", by, "review_written", lambda body: {**body, "done": True})
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.codes import KIND
from bot.cases.facts import ChangedMeanwhile
from bot.cases.shelf import Shelf, holding, opener
from bot.matters.tables import MatterRow
from bot.records.sealing import Sealer

Body = dict[str, Any]
_COLUMN = "case_matter.sealed"
#: A body's field that says until when the matter waits for something, in seconds since 1970. It stands in clear too.
WAITS_UNTIL = "waits_until"


@dataclass(frozen=True)
class Matter:
    """One matter, opened. Times are in seconds since 1970; `version` grows with each change."""

    id: str
    code: str
    kind: str
    body: Body
    made_at: float
    made_by: int | None
    changed_at: float
    changed_by: int | None
    version: int
    due_at: float | None = None


class NoSuchMatter(LookupError):
    """There is no such matter in this case, or no more."""


class Matters:
    """The matters of all cases. Every call waits for the database: from an event loop use `asyncio.to_thread`."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float] = time.time) -> None:
        """Use the shelf of cases; nothing is read yet."""
        self.shelf, self.clock = shelf, clock

    def of(self, code: str, *kinds: str) -> list[Matter]:
        """The matters of a case, of all kinds or of some, oldest first. Raises NoSuchCase."""
        with Session(self.shelf.records) as session:
            sealer = opener(self.shelf, session, code)
            found = [opened(sealer, row) for row in rows_of(session, code)]
        return [matter for matter in found if not kinds or matter.kind in kinds]

    def newest(self, code: str, kind: str) -> Matter | None:
        """The last matter of a kind, or None. Raises NoSuchCase."""
        return next(iter(reversed(self.of(code, kind))), None)

    def one(self, code: str, matter_id: str, kind: str) -> Matter:
        """One matter. Raises NoSuchMatter, NoSuchCase."""
        with Session(self.shelf.records) as session:
            return opened(opener(self.shelf, session, code), _found(session, code, matter_id), kind)

    def add(self, code: str, kind: str, body: Body, by: int | None, action: str) -> Matter:
        """A new matter; `action` is what the audit log is told. Raises NoSuchCase."""
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            self.shelf.note(action, by, code, within=session)
            return _begun(session, sealer, code, kind, body, by, now)

    def change(
        self,
        code: str,
        matter_id: str,
        kind: str,
        by: int | None,
        action: str,
        act: Callable[[Body], Body],
        seen: int | None = None,
    ) -> Matter:
        """Change a matter of a kind from what it holds now; with `seen`, only if it still has this version.

        Raises NoSuchMatter, NoSuchCase, ChangedMeanwhile, and whatever `act` raises; then nothing is changed.
        """
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            matter = opened(sealer, row := _found(session, code, matter_id), kind)
            self.shelf.note(action, by, code, within=session)
            return _changed(session, sealer, row, matter, act, seen, by, now)

    def change_only(
        self,
        code: str,
        kind: str,
        by: int | None,
        action: str,
        act: Callable[[Body], Body],
        seen: int | None = None,
        which: Callable[[Body], bool] = lambda body: True,
    ) -> Matter:
        """Change the one matter of a kind (for which `which` holds) in a case, or make it from nothing, version 0.

        Raises as `change` does.
        """
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            self.shelf.note(action, by, code, within=session)
            for row in rows_of(session, code):
                matter = opened(sealer, row)
                if matter.kind == kind and which(matter.body):
                    return _changed(session, sealer, row, matter, act, seen, by, now)
            if seen:
                raise ChangedMeanwhile(code)
            return _begun(session, sealer, code, kind, act({}), by, now)

    def due(self, until: float, code: str | None = None) -> list[Matter]:
        """Matters of all cases, or of one, that wait for something due until a moment; what waits longest first."""
        wanted = select(MatterRow).where(MatterRow.due_at <= until).order_by(MatterRow.due_at)
        if code is not None:
            wanted = wanted.where(MatterRow.code == code)
        with Session(self.shelf.records) as session:
            return list(self._readable(session, session.scalars(wanted).all()))

    def _readable(self, session: Session, rows: Sequence[MatterRow]) -> Iterable[Matter]:
        """Those that can still be read: one may have been erased a moment ago."""
        readers = self.shelf.keys.readers(session, KIND, {row.code for row in rows})
        return (opened(readers[row.code], row) for row in rows if row.code in readers)


def put(session: Session, sealer: Sealer, matter: Matter) -> None:
    """Keep a matter as it is, in the caller's transaction: a new one, or one from an imported case."""
    sealed = sealer.seal_json(_COLUMN, matter.id, {"kind": matter.kind, "body": matter.body})
    columns = {name: value for name, value in vars(matter).items() if name not in ("kind", "body")}
    session.add(MatterRow(**columns, sealed=sealed))


def rows_of(session: Session, code: str) -> list[MatterRow]:
    """The rows of a case, oldest first."""
    wanted = select(MatterRow).where(MatterRow.code == code).order_by(MatterRow.made_at, MatterRow.id)
    return list(session.scalars(wanted))


def _begun(session: Session, sealer: Sealer, code: str, kind: str, body: Body, by: int | None, now: float) -> Matter:
    matter = Matter(secrets.token_hex(8), code, kind, body, now, by, now, by, 1, body.get(WAITS_UNTIL))
    put(session, sealer, matter)
    return matter


def _changed(
    session: Session,
    sealer: Sealer,
    row: MatterRow,
    matter: Matter,
    act: Callable[[Body], Body],
    seen: int | None,
    by: int | None,
    now: float,
) -> Matter:
    if seen is not None and row.version != seen:
        raise ChangedMeanwhile(row.code)
    body = act(matter.body)
    row.sealed = sealer.seal_json(_COLUMN, row.id, {"kind": matter.kind, "body": body})
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by
    row.due_at = body.get(WAITS_UNTIL)
    session.flush()
    return opened(sealer, row)


def _found(session: Session, code: str, matter_id: str) -> MatterRow:
    row = session.get(MatterRow, matter_id)
    if row is None or row.code != code:
        raise NoSuchMatter(matter_id)
    return row


def opened(sealer: Sealer, row: MatterRow, kind: str | None = None) -> Matter:
    """A matter from its row. Raises NoSuchMatter when it is of another kind than `kind`."""
    kept = sealer.open_json(_COLUMN, row.id, row.sealed)
    if kind is not None and kept["kind"] != kind:
        raise NoSuchMatter(row.id)
    columns = {column.key: getattr(row, column.key) for column in MatterRow.__table__.columns if column.key != "sealed"}
    return Matter(kind=kept["kind"], body=kept["body"], **columns)
