"""Reviews of a case, read as what stands out, what could be done, and what has changed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.facts import Case
from bot.matters.matters import Matters
from bot.matters.sheets import Sheet, Sheets
from knowledge.procedures.judgement import Change, Judgement
from knowledge.store import ContentStore


@dataclass(frozen=True)
class Review:
    """A review as it is read. `before` is the review before it; there is no number in any of it."""

    sheet: Sheet
    judgement: Judgement
    changes: tuple[Change, ...]
    before: Sheet | None


class Reviews:
    """Reviews of cases; `sheets` begins, answers and ends them. Every call waits for the database."""

    def __init__(self, matters: Matters, store: ContentStore) -> None:
        """Use the matters of cases and the content; nothing is read yet."""
        self.sheets = Sheets(matters, store, "retrafficking_review", "review_written")

    def of(self, code: str) -> list[Sheet]:
        """The reviews of a case, newest first. Raises NoSuchCase."""
        return self.sheets.of(code)[::-1]

    def read(self, case: Case, sheet_id: str) -> Review:
        """One review with what stands out and what has changed. Raises NoSuchMatter, NoSuchCase."""
        sheet = self.sheets.one(case.code, sheet_id)
        before = self.sheets.before(sheet)
        found = tuple(self.sheets.changed(sheet, before, case))
        return Review(sheet, self.sheets.judged(sheet, case), found, before)

    def latest(self, case: Case) -> Review | None:
        """The newest review of a case, or None. Raises NoSuchCase."""
        every = self.of(case.code)
        return self.read(case, every[0].id) if every else None
