"""Opens, finds, lists and changes cases: the functions that pages, checklists and the chat call."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account
from bot.cases.codes import KIND, code_of, new_code
from bot.cases.consent import Consents
from bot.cases.facts import Case, ChangedMeanwhile, Facts, NoSuchCase
from bot.cases.shelf import Shelf, holding, opener
from bot.cases.tables import CaseRow
from bot.records.sealing import Sealer


class Cases:
    """The cases of a site. Every call waits for the database: from an event loop use `asyncio.to_thread`.

    `by` is the account that asks. What it reads and changes is written down, without content.
    """

    def __init__(self, shelf: Shelf, clock: Callable[[], float] = time.time) -> None:
        """Use the shelf; nothing is read yet."""
        self.shelf, self.clock = shelf, clock
        self.consent = Consents(shelf, clock)

    def open(self, by: int | None, facts: Facts | None = None) -> Case:
        """A new case with a code of its own."""
        now = self.clock()
        with Session(self.shelf.records) as session, session.begin():
            code = new_code(session)
            put(self.shelf, session, Case(code, facts or Facts(), now, now, opened_by=by), now)
            self.shelf.note("case_opened", by, code, within=session)
        return self.find(code)

    def find(self, typed: str) -> Case:
        """The case of a code, however it was typed. Raises NoSuchCase. Who shows it to somebody calls `read`."""
        code = code_of(typed)
        with Session(self.shelf.records) as session:
            row = session.get(CaseRow, code) if code else None
            if row is None:
                raise NoSuchCase(code)
            return view(opener(self.shelf, session, code), row)

    def read(self, typed: str, by: int | None) -> Case:
        """The same, and that this account read it is written down."""
        case = self.find(typed)
        self.shelf.note("case_read", by, case.code)
        return case

    def all(self) -> list[Case]:
        """Every case, the one changed last first. One that is being erased is left out."""
        with Session(self.shelf.records) as session:
            rows = session.scalars(select(CaseRow).order_by(CaseRow.changed_at.desc(), CaseRow.code)).all()
            readers = self.shelf.keys.readers(session, KIND, [row.code for row in rows])
            return [view(readers[row.code], row) for row in rows if row.code in readers]

    def names(self, accounts: Iterable[int | None]) -> dict[int, str]:
        """The pseudonyms of accounts."""
        wanted = {one for one in accounts if one is not None}
        with Session(self.shelf.records) as session:
            return {row.id: row.name for row in session.scalars(select(Account).where(Account.id.in_(wanted)))}

    def change(self, code: str, by: int | None, version: int, facts: Facts) -> Case:
        """Write the facts anew. `version` is that of the case as `by` saw it. Raises NoSuchCase, ChangedMeanwhile."""
        with holding(self.shelf, code, self.clock()) as (session, sealer):
            row = session.get_one(CaseRow, code)
            if row.version != version:
                raise ChangedMeanwhile(code)
            row.version, row.sealed = version + 1, sealer.seal_json("case_file.sealed", code, facts.kept())
            self.shelf.note("case_changed", by, code, within=session)
        return self.find(code)


def put(shelf: Shelf, session: Session, case: Case, now: float) -> Sealer:
    """Put a case on the shelf in the caller's transaction; returns what seals the rest of it."""
    sealer = shelf.keys.sealer(session, KIND, case.code)
    shelf.keys.touch(session, KIND, case.code, now)
    sealed = sealer.seal_json("case_file.sealed", case.code, case.facts.kept())
    times = {"opened_at": case.opened_at, "changed_at": case.changed_at}
    session.add(CaseRow(code=case.code, opened_by=case.opened_by, version=case.version, sealed=sealed, **times))
    session.flush()
    return sealer


def view(sealer: Sealer, row: CaseRow) -> Case:
    """A case as others see it."""
    facts = Facts.of(sealer.open_json("case_file.sealed", row.code, row.sealed))
    return Case(row.code, facts, row.opened_at, row.changed_at, row.version, row.opened_by)
