"""Sheets of answers: questions of the content, answered for a case, by two people at once if need be.

What two people answer on the same sheet is put together question by question. Where both changed the same answer, each
in another way, the first one stands and the second is kept beside it until somebody has looked at both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.cases.facts import Case
from bot.matters.matters import Body, Matter, Matters
from knowledge.kinds import Questions
from knowledge.kinds.questions import Answer
from knowledge.procedures.answers import ANSWERS, CaseFacts, whole
from knowledge.procedures.judgement import Change, Judgement, changes, judge
from knowledge.store import ContentStore

OCCASIONS = ("exit", "follow_up", "before_departure", "after_arrival", "other")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `differs` are second answers, by question; `ended_at` is empty while it is being filled in."""

    id: str
    code: str
    about: str
    occasion: str
    made_at: float
    changed_at: float
    changed_by: int | None
    version: int
    answers: dict[str, Answer] = field(default_factory=dict)
    differs: dict[str, dict[str, Any]] = field(default_factory=dict)
    ended_at: float | None = None


class Sheets:
    """Sheets about one set of questions, such as `retrafficking_review`. `action` is what the audit log is told."""

    def __init__(self, matters: Matters, store: ContentStore, about: str, action: str) -> None:
        """Use the matters of cases and the content; nothing is read yet."""
        self._matters, self._store, self._about, self._action = matters, store, about, action

    @property
    def questions(self) -> Questions:
        """The questions, as they stand in the content now."""
        return self._store.get(Questions, self._about)

    def of(self, code: str) -> list[Sheet]:
        """The sheets of a case, oldest first. Raises NoSuchCase."""
        return [_sheet(matter) for matter in self._matters.of(code, self._about)]

    def one(self, code: str, sheet_id: str) -> Sheet:
        """One sheet. Raises NoSuchMatter, NoSuchCase."""
        return _sheet(self._matters.one(code, sheet_id, self._about))

    def before(self, sheet: Sheet) -> Sheet | None:
        """The last sheet of the case that was ended when this one was begun, or None. Raises NoSuchCase."""
        earlier = [one for one in self.of(sheet.code) if one.ended_at is not None and one.made_at < sheet.made_at]
        return earlier[-1] if earlier else None

    def begin(self, code: str, by: int | None, occasion: str = "other") -> Sheet:
        """The sheet that is being filled in, or a new one. Raises NoSuchCase."""
        for sheet in self.of(code):
            if sheet.ended_at is None:
                return sheet
        body: Body = {"occasion": occasion if occasion in OCCASIONS else "other", "answers": {}, "differs": {}}
        return _sheet(self._matters.add(code, self._about, body, by, self._action))

    def save(
        self, code: str, sheet_id: str, by: int | None, mine: Mapping[str, str], begun: Mapping[str, str], seen: int
    ) -> Sheet:
        """Put answers on a sheet. `begun` are those the page began with, `seen` the version it showed.

        Raises NoSuchMatter, NoSuchCase. An ended sheet stays as it is.
        """
        here = {one for one in mine if self.questions.question(one)}
        now = self._matters.clock()

        def act(body: Body) -> Body:
            if body.get("ended_at"):
                return body
            return _merged(body, {one: mine[one] for one in here}, begun, seen, {"by": by, "at": now})

        return _sheet(self._matters.change(code, sheet_id, self._about, by, self._action, act))

    def end(self, case: Case, sheet_id: str, by: int | None) -> Sheet:
        """Close a sheet, with what the case's facts answer written in. Raises NoSuchMatter, NoSuchCase."""
        now = self._matters.clock()

        def act(body: Body) -> Body:
            answers = whole(self.questions, body["answers"], facts_of(case))
            return {**body, "answers": answers, "ended_at": body.get("ended_at") or now}

        return _sheet(self._matters.change(case.code, sheet_id, self._about, by, self._action, act))

    def judged(self, sheet: Sheet, case: Case) -> Judgement:
        """What stands out on a sheet; on an ended one the facts of then count."""
        return judge(self.questions, sheet.answers, None if sheet.ended_at else facts_of(case))

    def changed(self, sheet: Sheet, before: Sheet | None, case: Case) -> list[Change]:
        """What is answered otherwise than on the sheet before; nothing for a first one."""
        if before is None:
            return []
        now = sheet.answers if sheet.ended_at else whole(self.questions, sheet.answers, facts_of(case))
        return changes(self.questions, before.answers, now)


def facts_of(case: Case) -> CaseFacts:
    """The coded facts of a case, as questions read them."""
    facts = case.facts
    return {name: str(getattr(facts, name)) for name in ("age_group", "sex", "cross_border", "cooperating", "stage")}


def _sheet(matter: Matter) -> Sheet:
    body = matter.body
    return Sheet(
        id=matter.id,
        code=matter.code,
        about=matter.kind,
        occasion=body["occasion"],
        made_at=matter.made_at,
        changed_at=matter.changed_at,
        changed_by=matter.changed_by,
        version=matter.version,
        answers=dict(body["answers"]),
        differs=dict(body["differs"]),
        ended_at=body.get("ended_at"),
    )


def _merged(body: Body, mine: Mapping[str, str], begun: Mapping[str, str], seen: int, stamp: Body) -> Body:
    answers, differs = dict(body["answers"]), dict(body["differs"])
    for code, answer in mine.items():
        there, from_ = answers.get(code, ""), begun.get(code, "")
        if code in differs and differs[code]["version"] <= seen:
            del differs[code]  # whoever sends this has had both answers before them
        if answer == from_:
            continue  # not touched on that page
        if there not in (from_, answer):
            differs[code] = {"answer": answer, "version": int(body.get("saves", 0)) + 2, **stamp}
        elif answer in ANSWERS:
            answers[code] = answer
        else:
            answers.pop(code, None)
    return {**body, "answers": answers, "differs": differs, "saves": int(body.get("saves", 0)) + 1}
