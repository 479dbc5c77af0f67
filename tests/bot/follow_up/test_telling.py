"""Late contacts ring the bell of who is on call: as a count, once for each step, again when it failed."""

import datetime as dt

import pytest

from bot.alerts import duty
from bot.alerts.messenger import CannotReach, TryLater
from bot.alerts.post import Post
from bot.follow_up.calendar import moment_of
from bot.follow_up.telling import Telling


class Bell:
    def __init__(self):
        self.rung, self.failing, self.unreachable = [], [], set()

    async def deliver(self, account_id, template, code, count, once):
        if account_id in self.unreachable:
            raise CannotReach("not_paired")
        if self.failing:
            raise self.failing.pop()
        self.rung.append((account_id, template, code, count))
        return once


@pytest.fixture
def bell():
    return Bell()


@pytest.fixture
def telling(house, follow_ups, store, bell, clock):
    house.person("second", "supervisor")
    return Telling(follow_ups, Post(house.engine, house.keys, store), bell, clock)


@pytest.fixture
def on(clock):
    def day(text, hour=9):
        clock.now = moment_of(dt.date.fromisoformat(text)) + hour * 3600

    return day


async def test_overdue_rings_the_first_on_call_and_escalated_everybody(house, telling, gone, bell, on):
    first, second = house.people["first"], house.people["second"]
    for day, sent in (("2027-01-18", 0), ("2027-01-20", 0), ("2027-01-21", 1), ("2027-01-24", 0), ("2027-01-25", 2)):
        on(day)
        assert await telling.tick() == sent
        assert await telling.tick() == 0
    assert bell.rung == [(account, "open_items", "", 1) for account in (first, first, second)]


async def test_what_nobody_was_told_of_in_time_is_told_once_at_its_worst(telling, gone, bell, on):
    on("2027-01-30")
    assert await telling.tick() == 2 and await telling.tick() == 0


async def test_a_bell_that_fails_is_rung_again(telling, gone, bell, on):
    on("2027-01-21")
    bell.failing.append(TryLater(5))
    with pytest.raises(TryLater):
        await telling.tick()
    assert bell.rung == [] and await telling.tick() == 1


async def test_who_cannot_be_reached_is_followed_by_the_next(house, telling, gone, bell, on):
    on("2027-01-21")
    bell.unreachable.add(house.people["first"])
    assert await telling.tick() == 1 and bell.rung[0][0] == house.people["second"]
    bell.unreachable.add(house.people["second"])
    on("2027-01-25")
    assert await telling.tick() == 0 and await telling.tick() == 0


async def test_quiet_hours_wait(house, telling, gone, bell, on, store):
    duty.write_quiet(Post(house.engine, house.keys, store), "22:00-07:00", by=1)
    on("2027-01-21", hour=2)
    assert await telling.tick() == 0
    on("2027-01-21", hour=8)
    assert await telling.tick() == 1
