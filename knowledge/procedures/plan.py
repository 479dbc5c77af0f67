"""What can be worked out from a reintegration plan: a goal without somebody or a date, training without a market."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from knowledge.kinds.questions import Answer

State = Literal["open", "reached", "dropped"]
STATES: tuple[State, ...] = ("open", "reached", "dropped")
#: Areas whose goals have to be tied to the real labour market of the place (RI2-I4, RI-TY-07 of the content).
MARKET_AREAS = frozenset({"education", "work"})
#: Kinds of help in those areas that lead to no trade, so that no market has to be looked at.
NO_TRADE = frozenset({"RN-ED-H1", "RN-WO-H3"})


@dataclass(frozen=True)
class Goal:
    """One goal. Days are written as 2026-11-22, and empty when not agreed; `helps` are codes of kinds of help.

    `market` says what was found about jobs, pay and costs in the place where the person will live.
    """

    area: str
    aim: str = ""
    helps: tuple[str, ...] = ()
    by: str = ""
    due: str = ""
    market: str = ""
    state: State = "open"

    @property
    def needs_market(self) -> bool:
        """Whether it has to be tied to jobs that are really there."""
        return self.area in MARKET_AREAS and not (self.helps and set(self.helps) <= NO_TRADE)


@dataclass(frozen=True)
class Plan:
    """What a plan holds beside its goals. Days as 2026-11-22; `success` and `ending` in the person's words."""

    success: str = ""
    ending: str = ""
    review: str = ""
    safety_plan: bool = False
    agreed: str = ""
    copies_safe: bool = False
    goals: tuple[Goal, ...] = field(default=())


def worked_out(plan: Plan, today: str) -> dict[str, Answer]:
    """The answers to the checks of a plan, by the code of the question. `today` as 2026-11-22."""
    open_goals = [goal for goal in plan.goals if goal.state == "open"]
    return {
        "PC-01": _answer(bool(plan.success)),
        "PC-02": _every(bool(goal.by) for goal in open_goals),
        "PC-03": _every(bool(goal.due) for goal in open_goals),
        "PC-04": _answer(any(goal.due and goal.due < today for goal in open_goals)),
        "PC-05": _answer(plan.safety_plan),
        "PC-06": _every(bool(goal.market) for goal in open_goals if goal.needs_market),
        "PC-07": _answer(bool(plan.review) and plan.review >= today),
        "PC-08": _answer(bool(plan.ending)),
        "PC-09": _answer(bool(plan.agreed)),
        "PC-10": _answer(plan.copies_safe),
    }


def _every(found: Iterable[bool]) -> Answer:
    return _answer(all(found))


def _answer(found: bool) -> Answer:
    return "yes" if found else "no"
