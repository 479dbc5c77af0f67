"""Carries the runs of a case out of the house and back: every run with its procedure and every mark, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account
from bot.cases.carrying import Moment, place_of
from bot.checklists.assembling import HEAD, count, marks_of, run_of
from bot.checklists.book import Book
from bot.checklists.merging import MARKABLE
from bot.checklists.procedure import Frozen, Part, Procedure, StepText
from bot.checklists.run import ANSWERS, NoSuchRun
from bot.checklists.tables import RunRow
from bot.checklists.working import LONGEST_NOTE, PATTERN, add_row
from bot.records.sealing import Sealer
from knowledge.kinds import Circumstance


class WrongRun(ValueError):
    """What was brought is no run that was carried out of here; the message names the field."""


class CarriedMark(Frozen):
    """One mark. `by` is the pseudonym of who made it, empty when their account is gone."""

    number: int = Field(ge=1)
    at: Moment
    by: str = Field(default="", max_length=80)
    step: str | None = Field(default=None, max_length=80)
    state: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=2 * LONGEST_NOTE)
    seen: int = Field(default=0, ge=0)
    answer: Circumstance | None = None
    value: str = Field(default="", max_length=20)


class CarriedRun(Frozen):
    """A run. Times are in seconds since 1970."""

    id: str = Field(pattern=f"^{PATTERN}$")
    procedure: Procedure
    started_at: Moment
    started_by: str = Field(default="", max_length=80)
    changed_at: Moment
    ended_at: Moment | None = None
    ended_by: str = Field(default="", max_length=80)
    marks: tuple[CarriedMark, ...] = Field(default=(), max_length=20_000)


def carried(
    book: Book, session: Session, sealer: Sealer, case_code: str, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Every run of a case as JSON can hold it, in the order in which they were started."""
    rows = session.scalars(select(RunRow).where(RunRow.case_code == case_code).order_by(RunRow.started_at, RunRow.id))
    return [_carried(book, session, row, sealer, names) for row in rows.all()]


def bring_back(
    book: Book, session: Session, sealer: Sealer, case_code: str, runs: Sequence[Any], accounts: Mapping[str, int]
) -> None:
    """Put carried runs back under a case, in the caller's transaction. `accounts` is pseudonym → account.

    Raises WrongRun; then nothing of the transaction may be kept.
    """
    for place, given in enumerate(runs, start=1):
        try:
            run = CarriedRun.model_validate(given)
        except ValidationError as error:
            where = place_of(error, CarriedRun, CarriedMark, Procedure, Part, StepText)
            raise WrongRun(f"checklist {place}, {where}") from None
        if session.get(RunRow, run.id) is not None:
            raise WrongRun(f"checklist {place}, id: it is here already")
        _bring(book, session, sealer, case_code, run, accounts)


def one(book: Book, run: str) -> dict[str, Any]:
    """One run as JSON can hold it, with the code of its case. Raises NoSuchRun."""
    with Session(book.records) as session:
        row = session.get(RunRow, run)
        if row is None:
            raise NoSuchRun(run)
        names = {account.id: account.name for account in session.scalars(select(Account))}
        return {"case": row.case_code, **_carried(book, session, row, book.opener(session, row), names)}


def _carried(book: Book, session: Session, row: RunRow, sealer: Sealer, names: Mapping[int, str]) -> dict[str, Any]:
    marks = []
    for mark in marks_of(session, row.id, sealer):
        who = mark.pop("who", "")
        mark["by"] = names.get(mark["by"], who)
        marks.append(CarriedMark(**mark).model_dump(mode="json", exclude_defaults=True))
    return {
        "id": row.id,
        "procedure": book.procedure(session, row.version).kept(),
        "started_at": row.started_at,
        "started_by": names.get(row.started_by or 0, ""),
        "changed_at": row.changed_at,
        "ended_at": row.ended_at,
        "ended_by": names.get(row.ended_by or 0, ""),
        "marks": marks,
    }


def _bring(
    book: Book, session: Session, sealer: Sealer, case_code: str, run: CarriedRun, accounts: Mapping[str, int]
) -> None:
    steps = {step.id for step in run.procedure.steps()}
    head = {"checklist": run.procedure.id, "title": run.procedure.title}
    row = RunRow(
        id=run.id,
        case_code=case_code,
        version=book.keep(session, run.procedure),
        started_at=run.started_at,
        started_by=accounts.get(run.started_by),
        changed_at=run.changed_at,
        ended_at=run.ended_at,
        ended_by=accounts.get(run.ended_by),
        marks=0,
        steps=0,
        left=0,
        sealed=sealer.seal_json(HEAD, run.id, head),
    )
    session.add(row)
    session.flush()
    for number, mark in enumerate(run.marks, start=1):
        if mark.number != number:
            raise WrongRun(f"run {run.id}, mark {number}: the marks are not whole")
        kept = _kept(book, mark, steps)
        by = accounts.get(mark.by)
        if by is None and mark.by:
            kept["who"] = mark.by
        add_row(session, row, sealer, {**kept, "at": mark.at}, by, "")
    count(row, run_of(book, session, row, sealer))


def _kept(book: Book, mark: CarriedMark, steps: set[str]) -> dict[str, Any]:
    if mark.answer is not None and mark.step is None and mark.value in ANSWERS:
        return {"answer": mark.answer, "value": mark.value}
    if mark.step not in steps or mark.state not in MARKABLE or mark.answer is not None:
        raise WrongRun(f"mark {mark.number}: no such step or state")
    note = book.cases.shelf.masked(mark.note)[:LONGEST_NOTE] if mark.note else ""
    return {"step": mark.step, "state": mark.state, "note": note, "seen": mark.seen}
