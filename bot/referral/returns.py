"""The return of a case: which of the four paths it is on, the care it needs, and what is wrong with its travel plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.cases.facts import Case
from bot.matters.matters import Body, Matters
from bot.matters.sheets import Sheet, Sheets, facts_of
from knowledge.kinds import Path, PathStep, Questions
from knowledge.kinds.letter import Side
from knowledge.kinds.questions import Answer
from knowledge.procedures.answers import ANSWERS, fits
from knowledge.procedures.journey import WAYS, WORKING_WEEKS, Journey, worked_out
from knowledge.procedures.judgement import Judgement, judge
from knowledge.procedures.level import Care, care_for
from knowledge.store import ContentStore, UnknownItem

_RETURN, _JOURNEY = "return", "journey"
_MOST_TRANSIT = 9


@dataclass(frozen=True)
class Return:
    """How a case is being referred; `path` is None until somebody chose. `side` is which end this house is."""

    path: Path | None
    side: Side
    steps: tuple[PathStep, ...] = ()

    @property
    def on_hold(self) -> bool:
        """Whether the planning of a return waits."""
        return self.path is not None and self.path.holds_return


@dataclass(frozen=True)
class Travel:
    """A travel plan with the answers about it, and what stands out. `version` is 0 when there is none yet."""

    plan: Journey
    answers: Mapping[str, Answer]
    judgement: Judgement
    version: int = 0

    @property
    def is_there(self) -> bool:
        """Whether something is written down."""
        return self.version > 0


class Returns:
    """Returns of cases. Every call waits for the database. `by` is the account that asks."""

    def __init__(self, matters: Matters, store: ContentStore) -> None:
        """Use the matters of cases and the content; nothing is read yet."""
        self.matters, self.store = matters, store
        self.security = Sheets(matters, store, "departure_security", "security_assessed")

    @property
    def paths(self) -> list[Path]:
        """The four scenarios, in order."""
        return sorted(self.store.all(Path), key=lambda path: path.number)

    def of(self, case: Case) -> Return:
        """The return of a case. Raises NoSuchCase."""
        matter = self.matters.newest(case.code, _RETURN)
        body = matter.body if matter else {}
        side: Side = "receiving" if body.get("side") == "receiving" else "sending"
        try:
            path = self.store.get(Path, body.get("path", ""))
        except UnknownItem:
            return Return(None, side)
        return Return(path, side, tuple(step for step in path.steps if fits(facts_of(case), step.only_for)))

    def choose(self, code: str, path_id: str, side: str, by: int | None) -> None:
        """Take a path, and say which end this house is. Raises UnknownItem, NoSuchCase."""
        path = self.store.get(Path, path_id)
        chosen = {"path": path.id, "side": "receiving" if side == "receiving" else "sending"}
        self.matters.change_only(code, _RETURN, by, "referral_changed", lambda body: {**body, **chosen})

    def care(self, sheet: Sheet, case: Case) -> Care:
        """The care that a return needs by the answers of a sheet, with every reason."""
        return care_for(self.security.questions, self.security.judged(sheet, case))

    def travel(self, case: Case) -> Travel:
        """The travel plan of a case, empty when there is none. Raises NoSuchCase."""
        matter = self.matters.newest(case.code, _JOURNEY)
        body = matter.body if matter else {}
        plan = _journey(body)
        answers: dict[str, Answer] = {**body.get("answers", {}), **(worked_out(plan) if matter else {})}
        checks = self.store.get(Questions, "journey_checks")
        return Travel(plan, answers, judge(checks, answers, facts_of(case)), matter.version if matter else 0)

    def plan_travel(
        self, code: str, plan: Mapping[str, str], answers: Mapping[str, str], by: int | None, seen: int | None = None
    ) -> None:
        """Write a travel plan down: `arrives` as 2026-11-24T09:30, `by`, `transit_points`, `working_week`.

        What is none of the choices is kept as not planned yet. With `seen` only if it still has this version. Raises
        ChangedMeanwhile, NoSuchCase.
        """
        checks = self.store.get(Questions, "journey_checks")
        kept = {
            one.id: answers[one.id] for one in checks.questions if answers.get(one.id) in ANSWERS and not one.worked_out
        }
        names = ("arrives", "by", "transit_points", "working_week")
        body = {**{name: plan.get(name, "") for name in names}, "answers": kept}
        checked = _kept(_journey(body))
        whole = {**checked, "answers": kept}
        self.matters.change_only(code, _JOURNEY, by, "journey_changed", lambda _: whole, seen)


def _journey(body: Body) -> Journey:
    way, week, points = body.get("by"), body.get("working_week", ""), str(body.get("transit_points", ""))
    return Journey(
        arrives=_moment(body.get("arrives", "")),
        by=way if way in WAYS else None,
        transit_points=min(int(points), _MOST_TRANSIT) if points.isascii() and points.isdigit() else None,
        working_week=week if week in WORKING_WEEKS else next(iter(WORKING_WEEKS)),
    )


def _kept(plan: Journey) -> Body:
    return {
        "arrives": plan.arrives.isoformat(timespec="minutes") if plan.arrives else "",
        "by": plan.by or "",
        "transit_points": "" if plan.transit_points is None else plan.transit_points,
        "working_week": plan.working_week,
    }


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
