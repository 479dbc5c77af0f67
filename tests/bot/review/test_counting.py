"""What could not be answered is counted by kind and day, and nothing else of it is kept."""

import datetime as dt

import pytest

from bot.records.conversations import Conversations
from bot.records.retention import Policy, purge
from bot.review.counting import Counting, counted


def turn(kind, **metadata):
    return [
        {"event": "user", "text": "my marigold", "metadata": metadata},
        {"event": "bot", "data": {"custom": {"answer": {"kind": kind}}}},
    ]


@pytest.fixture
def talks(house, clock):
    return Conversations(house.engine, house.keys, [Counting(clock)])


def days(house, clock):
    today = dt.date.fromtimestamp(clock.now)
    return {kind: many for (_, kind), many in counted(house.engine, today, today).items()}


def test_answers_that_are_none_are_counted_by_kind(house, clock, talks):
    for number, kind in enumerate(("not_understood", "clarify", "guidance", "not_understood")):
        talks.append("talk", 2 * number, turn(kind))
    assert days(house, clock) == {"not_understood": 2, "clarify": 1}
    clock.later(1)
    assert days(house, clock) == {}


def test_practice_is_not_counted(house, clock, talks):
    talks.append("talk", 0, turn("not_understood", practice=True))
    assert days(house, clock) == {}


def test_a_turn_that_is_not_stored_is_not_counted(house, clock, talks):
    with pytest.raises(ValueError, match="Circular"):
        loop = turn("clarify")
        loop[0]["metadata"]["loop"] = loop
        talks.append("talk", 0, loop)
    assert days(house, clock) == {}


def test_counts_go_with_the_days_of_alerts(house, clock, talks):
    talks.append("talk", 0, turn("clarify"))
    counted_on = dt.date.fromtimestamp(clock.now)
    purge(house.keeping, Policy(), clock.later(92))
    assert counted(house.engine, counted_on, counted_on) == {}
