"""Keeps papers of cases. A paper is changed under the lock of its case, from what it holds at that moment.

paper = papers.add("B-014", "review", {"answers": {}}, by)
papers.change("B-014", paper.id, by, lambda body: {**body, "done": True})
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.facts import ChangedMeanwhile, NoSuchCase
from bot.cases.shelf import Shelf, holding, opener
from bot.papers.tables import PaperRow
from bot.records.sealing import Sealer

Body = dict[str, Any]
_COLUMN = "case_paper.sealed"
#: A body's field that says until when the paper waits for something, in seconds since 1970. It stands in clear too.
WAITS_UNTIL = "waits_until"


@dataclass(frozen=True)
class Paper:
    """One paper, opened. Times are in seconds since 1970; `version` grows with each change."""

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


class NoSuchPaper(LookupError):
    """There is no such paper in this case, or no more."""


class Papers:
    """The papers of all cases. Every call waits for the database: from an event loop use `asyncio.to_thread`."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float] = time.time) -> None:
        """Use the shelf of cases; nothing is read yet."""
        self.shelf, self.clock = shelf, clock

    def of(self, code: str, *kinds: str) -> list[Paper]:
        """The papers of a case, of all kinds or of some, oldest first. Raises NoSuchCase."""
        with Session(self.shelf.records) as session:
            sealer = opener(self.shelf, session, code)
            found = [opened(sealer, row) for row in rows_of(session, code)]
        return [paper for paper in found if not kinds or paper.kind in kinds]

    def newest(self, code: str, kind: str) -> Paper | None:
        """The last paper of a kind, or None. Raises NoSuchCase."""
        return next(iter(reversed(self.of(code, kind))), None)

    def one(self, code: str, paper_id: str, kind: str) -> Paper:
        """One paper. Raises NoSuchPaper, NoSuchCase."""
        with Session(self.shelf.records) as session:
            return opened(opener(self.shelf, session, code), _found(session, code, paper_id), kind)

    def add(self, code: str, kind: str, body: Body, by: int | None, action: str) -> Paper:
        """A new paper; `action` is what the audit log is told. Raises NoSuchCase."""
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            paper = Paper(secrets.token_hex(8), code, kind, body, now, by, now, by, 1, body.get(WAITS_UNTIL))
            put(session, sealer, paper)
            self.shelf.note(action, by, code, within=session)
        return paper

    def change(
        self,
        code: str,
        paper_id: str,
        by: int | None,
        action: str,
        act: Callable[[Body], Body],
        seen: int | None = None,
    ) -> Paper:
        """Change a paper from what it holds now; with `seen`, only if it still has this version.

        Raises NoSuchPaper, NoSuchCase, ChangedMeanwhile, and whatever `act` raises; then nothing is changed.
        """
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            row = _found(session, code, paper_id)
            self.shelf.note(action, by, code, within=session)
            return _changed(session, sealer, row, act, seen, by, now)

    def change_only(
        self,
        code: str,
        kind: str,
        by: int | None,
        action: str,
        act: Callable[[Body], Body],
        seen: int | None = None,
        which: Callable[[Body], bool] = lambda body: True,
    ) -> Paper:
        """Change the one paper of a kind (for which `which` holds) in a case, or make it from nothing, version 0.

        Raises as `change` does.
        """
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            self.shelf.note(action, by, code, within=session)
            for row in rows_of(session, code):
                paper = opened(sealer, row)
                if paper.kind == kind and which(paper.body):
                    return _changed(session, sealer, row, act, seen, by, now)
            if seen:
                raise ChangedMeanwhile(code)
            body = act({})
            paper = Paper(secrets.token_hex(8), code, kind, body, now, by, now, by, 1, body.get(WAITS_UNTIL))
            put(session, sealer, paper)
            return paper

    def due(self, until: float, code: str | None = None) -> list[Paper]:
        """Papers of all cases, or of one, that wait for something due until a moment; what waits longest first."""
        wanted = select(PaperRow).where(PaperRow.due_at <= until).order_by(PaperRow.due_at)
        if code is not None:
            wanted = wanted.where(PaperRow.code == code)
        with Session(self.shelf.records) as session:
            return list(self._readable(session, session.scalars(wanted).all()))

    def _readable(self, session: Session, rows: Iterable[PaperRow]) -> Iterable[Paper]:
        for row in rows:
            try:
                yield opened(opener(self.shelf, session, row.code), row)
            except NoSuchCase:  # erased a moment ago
                continue


def put(session: Session, sealer: Sealer, paper: Paper) -> None:
    """Keep a paper as it is, in the caller's transaction: a new one, or one from an imported case."""
    sealed = sealer.seal_json(_COLUMN, paper.id, {"kind": paper.kind, "body": paper.body})
    columns = {name: value for name, value in vars(paper).items() if name not in ("kind", "body")}
    session.add(PaperRow(**columns, sealed=sealed))


def rows_of(session: Session, code: str) -> list[PaperRow]:
    """The rows of a case, oldest first."""
    wanted = select(PaperRow).where(PaperRow.code == code).order_by(PaperRow.made_at, PaperRow.id)
    return list(session.scalars(wanted))


def _changed(
    session: Session,
    sealer: Sealer,
    row: PaperRow,
    act: Callable[[Body], Body],
    seen: int | None,
    by: int | None,
    now: float,
) -> Paper:
    if seen is not None and row.version != seen:
        raise ChangedMeanwhile(row.code)
    paper = opened(sealer, row)
    body = act(paper.body)
    row.sealed = sealer.seal_json(_COLUMN, row.id, {"kind": paper.kind, "body": body})
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by
    row.due_at = body.get(WAITS_UNTIL)
    session.flush()
    return opened(sealer, row)


def _found(session: Session, code: str, paper_id: str) -> PaperRow:
    row = session.get(PaperRow, paper_id)
    if row is None or row.code != code:
        raise NoSuchPaper(paper_id)
    return row


def opened(sealer: Sealer, row: PaperRow, kind: str | None = None) -> Paper:
    """A paper from its row. Raises NoSuchPaper when it is of another kind than `kind`."""
    kept = sealer.open_json(_COLUMN, row.id, row.sealed)
    if kind is not None and kept["kind"] != kind:
        raise NoSuchPaper(row.id)
    columns = {column.key: getattr(row, column.key) for column in PaperRow.__table__.columns if column.key != "sealed"}
    return Paper(kind=kept["kind"], body=kept["body"], **columns)
