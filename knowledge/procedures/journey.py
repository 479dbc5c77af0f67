"""What can be worked out from a travel plan: whether the person arrives early, on a working day, by air, directly.

Times are local times of the place of arrival, without a zone. Rules: TV-01 to TV-06 of the content. From two in the
afternoon on an arrival counts as late and before six as night: our proposal, told in JC-01-D1 and awaiting sign-off.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from knowledge.kinds.questions import Answer

EARLIEST, LATEST = dt.time(6), dt.time(14)
Way = Literal["air", "train", "bus", "ship", "car"]
WAYS: tuple[Way, ...] = ("air", "train", "bus", "ship", "car")
#: Working weeks of the world → weekdays, Monday 0.
WORKING_WEEKS: dict[str, frozenset[int]] = {
    "monday_to_friday": frozenset({0, 1, 2, 3, 4}),
    "sunday_to_thursday": frozenset({6, 0, 1, 2, 3}),
    "saturday_to_wednesday": frozenset({5, 6, 0, 1, 2}),
    "saturday_to_thursday": frozenset({5, 6, 0, 1, 2, 3}),
    "monday_to_saturday": frozenset({0, 1, 2, 3, 4, 5}),
}


@dataclass(frozen=True)
class Journey:
    """A travel plan. None is what is not planned yet; `transit_points` are places where the person changes."""

    arrives: dt.datetime | None = None
    by: Way | None = None
    transit_points: int | None = None
    working_week: str = "monday_to_friday"


def worked_out(journey: Journey) -> dict[str, Answer]:
    """The answers that follow from the plan itself, by the code of the question."""
    return {
        "JC-01": _late(journey.arrives),
        "JC-02": _day_off(journey.arrives, journey.working_week),
        "JC-04": _answer(None if journey.by is None else journey.by != "air"),
        "JC-06": _answer(None if journey.transit_points is None else journey.transit_points > 0),
    }


def _late(arrives: dt.datetime | None) -> Answer:
    return _answer(None if arrives is None else not EARLIEST <= arrives.time() < LATEST)


def _day_off(arrives: dt.datetime | None, working_week: str) -> Answer:
    return _answer(None if arrives is None else arrives.weekday() not in WORKING_WEEKS[working_week])


def _answer(found: bool | None) -> Answer:
    return "unknown" if found is None else "yes" if found else "no"
