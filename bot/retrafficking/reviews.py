"""Reviews of a case: begun, answered, ended, and read as what stands out, what could be done, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Reviews of cases. Every call waits for the database. `by` is the account that asks."""

    def __init__(self, matters: Matters, store: ContentStore) -> None:
        """Use the matters of cases and the content; nothing is read yet."""
        self.sheets = Sheets(matters, store, "retrafficking_review", "review_written")

    def of(self, code: str) -> list[Sheet]:
        """The reviews of a case, newest first. Raises NoSuchCase."""
        return self.sheets.of(code)[::-1]

    def begin(self, code: str, by: int | None, occasion: str = "other") -> Sheet:
        """A new review, or the one that is open. Raises NoSuchCase."""
        return self.sheets.begin(code, by, occasion)

    def read(self, case: Case, sheet_id: str) -> Review:
        """One review with what stands out and what has changed. Raises NoSuchMatter, NoSuchCase."""
        every = self.sheets.of(case.code)
        sheet = self.sheets.one(case.code, sheet_id)
        earlier = [
            one for one in every if one.ended_at is not None and one.made_at < sheet.made_at and one.id != sheet_id
        ]
        before = earlier[-1] if earlier else None
        found = tuple(self.sheets.changed(sheet, before, case))
        return Review(sheet, self.sheets.judged(sheet, case), found, before)

    def latest(self, case: Case) -> Review | None:
        """The newest review of a case, or None. Raises NoSuchCase."""
        every = self.of(case.code)
        return self.read(case, every[0].id) if every else None

    def save(
        self, code: str, sheet_id: str, by: int | None, mine: Mapping[str, str], begun: Mapping[str, str], seen: int
    ) -> Sheet:
        """Put answers on a review; see `Sheets.save`."""
        return self.sheets.save(code, sheet_id, by, mine, begun, seen)

    def end(self, case: Case, sheet_id: str, by: int | None) -> Sheet:
        """End a review: it stays as it is, and the next one is compared with it."""
        return self.sheets.end(case, sheet_id, by)
