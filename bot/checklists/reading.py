"""Reads runs: one whole, and lists of them by case, open or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.accounts.roles import Role
from bot.accounts.tables import Account
from bot.cases.codes import KIND as CASE
from bot.cases.tables import CaseRow
from bot.checklists.assembling import head_of, run_of
from bot.checklists.book import KIND, Book
from bot.checklists.run import NoSuchRun, Run, RunHead
from bot.checklists.tables import RunRow


def one(book: Book, run: str, role: str = Role.SUPERVISOR.value) -> Run:
    """A run whole, as somebody of this role sees it. Raises NoSuchRun."""
    with Session(book.records) as session:
        row = session.get(RunRow, run)
        if row is None:
            raise NoSuchRun(run)
        return run_of(book, session, row, book.opener(session, row), role)


def several(book: Book, runs: Sequence[str]) -> dict[str, Run]:
    """Runs whole, as a supervisor sees them, by id; what was erased a moment ago is left out."""
    found: dict[str, Run] = {}
    with Session(book.records) as session:
        rows = session.scalars(select(RunRow).where(RunRow.id.in_(runs))).all()
        codes = [row.case_code for row in rows]
        cases = session.scalars(select(CaseRow).where(CaseRow.code.in_(codes))).all()  # from here on in the session
        known = {None, *(case.code for case in cases)}
        for row in rows:
            with suppress(NoSuchRun):
                if row.case_code in known:
                    found[row.id] = run_of(book, session, row, book.opener(session, row))
    return found


def open_runs(book: Book) -> list[RunHead]:
    """What is being worked on, what is due first."""
    found = _heads(book, select(RunRow).where(RunRow.ended_at.is_(None)))
    return sorted(found, key=lambda head: (head.due_at is None, head.due_at or 0.0, -head.changed_at))


def of_case(book: Book, case_code: str) -> list[RunHead]:
    """The runs of a case, those still open first, newest first."""
    found = _heads(book, select(RunRow).where(RunRow.case_code == case_code))
    return sorted(found, key=lambda head: (not head.is_open, -head.started_at))


def ended(book: Book, most: int = 30) -> list[RunHead]:
    """What was finished, newest first."""
    wanted = select(RunRow).where(RunRow.ended_at.is_not(None)).order_by(RunRow.ended_at.desc()).limit(most)
    return _heads(book, wanted)


def newest_open(book: Book, checklist: str, case_code: str | None) -> RunHead | None:
    """The open run of this checklist that was worked on last, of this case or of none."""
    wanted = select(RunRow).where(RunRow.ended_at.is_(None), RunRow.case_code == case_code)
    heads = sorted(_heads(book, wanted), key=lambda head: -head.changed_at)
    return next((head for head in heads if head.checklist == checklist), None)


def names(book: Book, accounts: Iterable[int | None]) -> dict[int, str]:
    """The pseudonyms of accounts."""
    wanted = {one for one in accounts if one is not None}
    with Session(book.records) as session:
        return {row.id: row.name for row in session.scalars(select(Account).where(Account.id.in_(wanted)))}


def _heads(book: Book, wanted: Select[tuple[RunRow]]) -> list[RunHead]:
    """Those that can still be read: one may have been erased a moment ago."""
    keys = book.cases.shelf.keys
    with Session(book.records) as session:
        rows = session.scalars(wanted).all()
        of_cases = keys.readers(session, CASE, {row.case_code for row in rows if row.case_code})
        own = keys.readers(session, KIND, [row.id for row in rows if not row.case_code])
        found = ((row, of_cases.get(row.case_code) if row.case_code else own.get(row.id)) for row in rows)
        return [head_of(row, sealer) for row, sealer in found if sealer is not None]
