"""The reintegration plan of a case: needs, goals, who and when, and what is still missing in it.

The plan is the person's tool (RI-PL-01). Free words are masked before they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cases.consent import day_of, is_day
from bot.cases.facts import Case
from bot.matters.matters import Body, Matter, Matters
from bot.matters.sheets import Sheets
from knowledge.kinds import QuestionGroup, Questions
from knowledge.procedures.judgement import Finding, judge
from knowledge.procedures.plan import STATES, Goal, Plan, worked_out
from knowledge.store import ContentStore

_PLAN, _GOAL = "plan", "goal"
_LONGEST = 600  # characters
#: Who may be responsible besides the roles of the house.
THE_PERSON = "the_person"
RESPONSIBLE = (THE_PERSON, "case_manager", "health_focal_point", "lawyer", "security_focal_point",
               "child_protection_focal_point", "guardian", "manager", "outside_body")  # fmt: skip


@dataclass(frozen=True)
class KeptGoal:
    """A goal with its place among the matters."""

    id: str
    version: int
    goal: Goal


@dataclass(frozen=True)
class WholePlan:
    """A plan as it is read. `missing` is what is still to be agreed; `version` is 0 before anything is kept."""

    plan: Plan
    goals: tuple[KeptGoal, ...]
    missing: tuple[Finding, ...]
    version: int


class Plans:
    """Reintegration plans of cases. Every call waits for the database. `by` is the account that asks."""

    def __init__(self, matters: Matters, store: ContentStore) -> None:
        """Use the matters of cases and the content; nothing is read yet."""
        self._matters, self._store = matters, store
        self.needs = Sheets(matters, store, "reintegration_needs", "plan_changed")

    @property
    def areas(self) -> tuple[QuestionGroup, ...]:
        """The areas of a plan, each with kinds of help and what men may need besides."""
        return self.needs.questions.groups

    def of(self, case: Case) -> WholePlan:
        """The plan of a case. Raises NoSuchCase."""
        matters = self._matters.of(case.code, _PLAN, _GOAL)
        head = next((matter for matter in matters if matter.kind == _PLAN), None)
        goals = tuple(KeptGoal(one.id, one.version, _goal(one)) for one in matters if one.kind == _GOAL)
        plan = _plan(head.body if head else {}, tuple(one.goal for one in goals))
        answers = worked_out(plan, day_of(self._matters.clock())) if matters else {}
        missing = judge(self._store.get(Questions, "plan_checks"), answers).stands_out
        return WholePlan(plan, goals, missing, head.version if head else 0)

    def write(self, code: str, given: Mapping[str, str], seen: int, by: int | None) -> None:
        """Write what a plan holds beside its goals. Raises ChangedMeanwhile, NoSuchCase."""
        body = {name: self._words(given, name) for name in ("success", "ending")}
        body |= {name: _day(given, name) for name in ("review", "agreed")}
        flags = {name: given.get(name) == "yes" for name in ("safety_plan", "copies_safe")}
        self._matters.change_only(code, _PLAN, by, "plan_changed", lambda _: {**body, **flags}, seen)

    def add_goal(self, code: str, given: Mapping[str, str], helps: tuple[str, ...], by: int | None) -> KeptGoal:
        """A new goal. Raises ValueError without a known area, NoSuchCase."""
        matter = self._matters.add(code, _GOAL, self._checked(given, helps), by, "plan_changed")
        return KeptGoal(matter.id, matter.version, _goal(matter))

    def change_goal(
        self, code: str, goal_id: str, given: Mapping[str, str], helps: tuple[str, ...], seen: int, by: int | None
    ) -> None:
        """Change a goal. Raises ValueError, ChangedMeanwhile, NoSuchMatter, NoSuchCase."""
        body = self._checked(given, helps)
        self._matters.change(code, goal_id, _GOAL, by, "plan_changed", lambda _: body, seen)

    def _checked(self, given: Mapping[str, str], helps: tuple[str, ...]) -> Body:
        area = next((one for one in self.areas if one.id == given.get("area")), None)
        if area is None:
            raise ValueError("area")
        state = given.get("state", "")
        return {
            "area": area.id,
            "aim": self._words(given, "aim"),
            "helps": [line.id for line in area.helps if line.id in helps],
            "by": given["by"] if given.get("by") in RESPONSIBLE else "",
            "due": _day(given, "due"),
            "market": self._words(given, "market"),
            "state": state if state in STATES else "open",
        }

    def _words(self, given: Mapping[str, str], name: str) -> str:
        return self._matters.shelf.masked(given.get(name, "")[:_LONGEST])


def _goal(matter: Matter) -> Goal:
    return Goal(**{**matter.body, "helps": tuple(matter.body["helps"])})


def _plan(body: Body, goals: tuple[Goal, ...]) -> Plan:
    return Plan(**body, goals=goals)


def _day(given: Mapping[str, str], name: str) -> str:
    return given[name] if is_day(given.get(name)) else ""
