"""The records of a house with much to do: cases with checklists, contacts after leaving, letters that wait, alerts."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.drill import Service
from benchmarks.service import NothingFound
from bot.assembly import open_desk
from bot.cases.shelf import Shelf
from bot.errands.rooms import Rooms, rooms_on
from bot.follow_up.contact import Agreed
from bot.records.opening import open_sealed
from knowledge.kinds import Checklist

_DAY = 86_400.0
#: The last day of leaving lies so many days back.
_LONGEST_GONE = 700


@contextmanager
def house_of(service: Service) -> Iterator[Rooms]:
    """The work on the records of a drill, opened beside the service."""
    records, keys = open_sealed(service.settings)
    yield rooms_on(Shelf(records, keys, NothingFound()), open_desk(service.settings), service.settings, alerts=None)
    records.dispose()


def fill(service: Service, cases: int, steps: int) -> int:
    """So many cases with checklists until there are so many steps; of half of them the person left. Returns the steps.

    Every fifth checklist has a mark, every eighth case a letter that waits for its answer, half of those for too long.
    """
    chance = random.Random(1)  # noqa: S311
    with house_of(service) as house:
        codes = [house.cases.open(None).code for _ in range(cases)]
        for place, code in enumerate(codes):
            if place % 2:
                _leave(house, code, chance)
            if place % 8 == 0:
                _write(house, code, days_late=5 if place % 16 else -5)
        return _start(house, codes, steps, chance)


def _leave(house: Rooms, code: str, chance: random.Random) -> None:
    house.follow_ups.agree(code, None, Agreed(("call",), ("evening",), ("hidden_number",)))
    day = dt.date.today() - dt.timedelta(days=chance.randrange(_LONGEST_GONE))
    house.follow_ups.left(code, None, day.isoformat())


def _write(house: Rooms, code: str, days_late: int) -> None:
    case, until = house.cases.find(code), time.time() - days_late * _DAY
    letter = house.work.messages.one(case, 1).letter
    body = {"letter": letter.id, "values": {}, "ours": True, "at": until - 5 * _DAY, "answer_by": until}
    house.work.matters.add(code, "message", {**body, "waits_until": until}, None, "message_sent")


def _start(house: Rooms, codes: list[str], steps: int, chance: random.Random) -> int:
    lists, made, place = house.checklists, 0, 0
    ids = [item.id for item in lists.book.store.all(Checklist)]
    while made < steps:
        run = lists.start(chance.choice(ids), None, codes[place % len(codes)])
        made += lists.find(run).head.steps
        place += 1
        if place % 5 == 0 and (step := lists.next_step(run, "staff")):
            lists.mark(run, None, "staff", step=step, state="done", note="as agreed")
    return made
