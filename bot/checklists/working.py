"""Starts runs and works on them. Every mark is kept, in its own row, before anybody is told that it is."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts.codes import ALPHABET
from bot.checklists.assembling import HEAD, MARK, count, run_of
from bot.checklists.book import Book
from bot.checklists.merging import DONE, MARKABLE
from bot.checklists.procedure import Procedure
from bot.checklists.run import ANSWERS, NoSuchRun, NoSuchStep, Run, RunEnded, StepLocked
from bot.checklists.tables import MarkRow, RunRow
from bot.records.conversations import mark_digest
from bot.records.sealing import Sealer

_LENGTH = 6
LONGEST_NOTE = 1000  # characters
#: How a run's id stands in an address of the web pages.
PATTERN = f"[{ALPHABET}]{{{_LENGTH}}}"


def start(book: Book, procedure: Procedure, by: int | None, case_code: str | None) -> str:
    """A new run of this procedure; returns its id. Raises NoSuchCase, NotStored."""
    now, run = book.clock(), _free_id(book)
    with book.starting(case_code, run, now) as (session, sealer):
        head = {"checklist": procedure.id, "title": procedure.title}
        row = RunRow(
            id=run,
            case_code=case_code,
            own=None if case_code else run,
            version=book.keep(session, procedure),
            started_at=now,
            started_by=by,
            changed_at=now,
            marks=0,
            steps=0,
            left=0,
            sealed=sealer.seal_json(HEAD, run, head),
        )
        session.add(row)
        session.flush()
        count(row, run_of(book, session, row, sealer))
        book.note("checklist_started", by, case_code, run, within=session)
    return run


def mark(
    book: Book,
    run: str,
    by: int | None,
    role: str,
    *,
    step: str,
    state: str,
    note: str = "",
    seen: int = 0,
    once: str = "",
) -> Run:
    """Mark a step, or add a note to it; the same mark (`once`) again changes nothing.

    `seen` is the last mark on this step that the writer knew of. Raises NoSuchRun, NoSuchStep, RunEnded, StepLocked,
    NotStored.
    """
    if state not in MARKABLE:
        raise NoSuchStep(step)
    now = book.clock()
    with book.writing(run, now) as (session, row, sealer):
        known = run_of(book, session, row, sealer, role)
        here = known.step(step)
        if _is_known(session, run, once):
            return known
        if row.ended_at is not None:
            raise RunEnded(run)
        # Without consent a step cannot be done; anything else can be said. Who may not tick it may say nothing of it.
        if here.lock and state and (state == DONE or here.lock == "supervisor"):
            raise StepLocked(here.lock)
        note = book.cases.shelf.masked(note)[:LONGEST_NOTE] if note.strip() else ""
        if not state and not note:
            return known
        kept = {"step": step, "state": state, "note": note, "seen": min(seen, here.merged.last)}
        return _add(book, session, row, sealer, kept, by, role, once, now)


def answer(book: Book, run: str, by: int | None, role: str, *, question: str, value: str, once: str = "") -> Run:
    """Answer what the steps of a run without a case depend on. Raises NoSuchRun, NoSuchStep, RunEnded, NotStored."""
    now = book.clock()
    with book.writing(run, now) as (session, row, sealer):
        known = run_of(book, session, row, sealer, role)
        if question not in known.answers or value not in ANSWERS or row.case_code:
            raise NoSuchStep(question)
        if _is_known(session, run, once):
            return known
        if row.ended_at is not None:
            raise RunEnded(run)
        return _add(book, session, row, sealer, {"answer": question, "value": value}, by, role, once, now)


def end(book: Book, run: str, by: int | None, ended: bool) -> None:
    """Finish a run, whatever is left of it, or open it again. Raises NoSuchRun, NotStored."""
    now = book.clock()
    with book.writing(run, now) as (session, row, sealer):
        if (row.ended_at is not None) == ended:
            return
        row.ended_at, row.ended_by = (now, by) if ended else (None, None)
        count(row, run_of(book, session, row, sealer))
        action = "checklist_finished" if ended else "checklist_reopened"
        book.note(action, by, row.case_code, run, within=session)


def add_row(session: Session, row: RunRow, sealer: Sealer, kept: dict[str, Any], by: int | None, once: str) -> None:
    """Put one more mark on a run, in the caller's transaction."""
    row.marks += 1
    session.add(
        MarkRow(
            run=row.id,
            number=row.marks,
            case_code=row.case_code,
            own=row.own,
            once_digest=mark_digest(once or secrets.token_hex(16)),
            at=kept.pop("at"),
            account_id=by,
            sealed=sealer.seal_json(MARK, f"{row.id}:{row.marks}", kept),
        )
    )
    session.flush()


def _add(
    book: Book,
    session: Session,
    row: RunRow,
    sealer: Sealer,
    kept: dict[str, Any],
    by: int | None,
    role: str,
    once: str,
    now: float,
) -> Run:
    add_row(session, row, sealer, {**kept, "at": now}, by, once)
    run = run_of(book, session, row, sealer, role)
    count(row, run)
    book.note("checklist_marked", by, row.case_code, row.id, within=session)
    return run


def _is_known(session: Session, run: str, once: str) -> bool:
    if not once:
        return False
    wanted = select(MarkRow.number).where(MarkRow.run == run, MarkRow.once_digest == mark_digest(once))
    return session.scalar(wanted) is not None


def _free_id(book: Book) -> str:
    with Session(book.records) as session:
        while True:
            run = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
            if session.get(RunRow, run) is None:
                return run


__all__ = ["LONGEST_NOTE", "PATTERN", "NoSuchRun", "answer", "end", "mark", "start"]
