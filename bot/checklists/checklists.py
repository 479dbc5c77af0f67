"""The service of working checklists: what pages, the hand-over and the chat call. Each call waits for the database."""

from __future__ import annotations

from collections.abc import Sequence

from bot.accounts.roles import Role
from bot.checklists import reading, working
from bot.checklists.book import Book
from bot.checklists.run import NoSuchStep, Run, RunHead


class NoSuchChecklist(LookupError):
    """The content has no checklist of this id."""


class Checklists:
    """Runs of checklists. `by` is the account that acts, `role` its role; what they do is written down.

    Raises NoSuchCase and NoSuchRun for what is not there, NotStored when it could not be kept: trying again is safe.
    """

    def __init__(self, book: Book) -> None:
        """Use this book; nothing is read yet."""
        self.book = book

    def start(self, checklist: str, by: int | None, typed_code: str = "") -> str:
        """Start a checklist, for a case or for none; returns the run's id. Raises NoSuchChecklist."""
        procedure = self.book.current(checklist)
        if procedure is None:
            raise NoSuchChecklist(checklist)
        case_code = self.book.cases.find(typed_code).code if typed_code.strip() else None
        return working.start(self.book, procedure, by, case_code)

    def go_on(self, checklist: str, by: int | None, typed_code: str = "") -> str:
        """The id of the open run of this checklist that was worked on last, or of a new one."""
        case_code = self.book.cases.find(typed_code).code if typed_code.strip() else None
        known = reading.newest_open(self.book, checklist, case_code)
        return known.id if known else self.start(checklist, by, typed_code)

    def find(self, run: str, role: str = Role.SUPERVISOR.value) -> Run:
        """A run whole. Who shows it to somebody calls `read`."""
        return reading.one(self.book, run, role)

    def read(self, run: str, by: int | None, role: str) -> Run:
        """The same, and that this account read it is written down."""
        found = self.find(run, role)
        self.book.note("checklist_read", by, found.head.case_code, run)
        return found

    def mark(
        self,
        run: str,
        by: int | None,
        role: str,
        *,
        step: str,
        state: str,
        note: str = "",
        seen: int | None = None,
        once: str = "",
    ) -> Run:
        """Mark a step `done`, `not_applicable` or `open`; without a state only the note is added.

        `seen` is the last mark of this step that the person had before them (None: whatever there is now). The same
        mark (`once`) again changes nothing. Raises NoSuchStep, RunEnded, StepLocked.
        """
        if seen is None:
            seen = self.find(run, role).step(step).merged.last
        return working.mark(self.book, run, by, role, step=step, state=state, note=note, seen=seen, once=once)

    def answer(self, run: str, by: int | None, role: str, *, question: str, value: str, once: str = "") -> Run:
        """Say whether the person is a child, crosses a border, works with the authorities: `yes`, `no`, `unknown`.

        Only for a run without a case: a case knows. Raises NoSuchStep, RunEnded.
        """
        return working.answer(self.book, run, by, role, question=question, value=value, once=once)

    def next_step(self, run: str, role: str) -> str | None:
        """The id of the first step that is left and can be done by this role now; None when there is none."""
        left = (step for step in self.find(run, role).steps if step.is_left and not step.lock)
        return next((step.text.id for step in left), None)

    def finish(self, run: str, by: int | None) -> None:
        """Finish a run; what is left stays as it is."""
        working.end(self.book, run, by, ended=True)

    def reopen(self, run: str, by: int | None) -> None:
        """Open a finished run again."""
        working.end(self.book, run, by, ended=False)

    def several(self, runs: Sequence[str]) -> dict[str, Run]:
        """Runs whole, by id; what was erased a moment ago is left out."""
        return reading.several(self.book, runs)

    def open_runs(self) -> list[RunHead]:
        """What is being worked on, what is due first."""
        return reading.open_runs(self.book)

    def of_case(self, case_code: str) -> list[RunHead]:
        """The runs of a case."""
        return reading.of_case(self.book, case_code)

    def ended(self) -> list[RunHead]:
        """The runs that were finished last."""
        return reading.ended(self.book)


__all__ = ["Checklists", "NoSuchChecklist", "NoSuchStep"]
