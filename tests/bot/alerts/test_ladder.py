"""Who is called on, at which hour."""

import calendar
import time

import pytest

from bot.alerts.ladder import Rung, end_of, hours_of, next_rung, on_call, within


@pytest.fixture(autouse=True)
def in_utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(hour, minute=0):
    return float(calendar.timegm((2026, 11, 23, hour, minute, 0)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("20:00-08:00", "20:00-08:00"),
        (" 8:00 – 20:30 ", "08:00-20:30"),
        ("08:00-08:00", ""),
        ("25:00-08:00", None),
        ("night", None),
        ("20-8", None),
    ],
)
def test_hours_are_kept_however_they_were_typed(typed, kept):
    assert hours_of(typed) == kept


@pytest.mark.parametrize(
    ("hours", "hour", "inside"),
    [
        ("20:00-08:00", 23, True),
        ("20:00-08:00", 3, True),
        ("20:00-08:00", 8, False),
        ("08:00-20:00", 8, True),
        ("08:00-20:00", 20, False),
        ("", 4, True),
    ],
)
def test_hours_may_go_past_midnight(hours, hour, inside):
    assert within(hours, at(hour)) is inside


def test_quiet_hours_end_at_their_end():
    assert end_of("22:00-07:00", at(23, 30) + 12) == at(23, 30) + 7.5 * 3600
    assert end_of("22:00-07:00", at(6, 59) + 59) == at(7)


DAY, NIGHT, ALWAYS, AWAY = (
    Rung(1, "d", "08:00-20:00"),
    Rung(2, "n", "20:00-08:00"),
    Rung(3, "a"),
    Rung(4, "w", off=True),
)


def test_those_whose_hour_it_is_are_on_call_in_order():
    assert on_call([DAY, NIGHT, ALWAYS, AWAY], at(12)) == [DAY, ALWAYS]
    assert on_call([DAY, NIGHT, ALWAYS, AWAY], at(22)) == [NIGHT, ALWAYS]


def test_in_an_hour_that_nobody_has_everybody_is_on_call_but_who_is_off():
    assert on_call([DAY, AWAY], at(22)) == [DAY]
    assert on_call([AWAY], at(22)) == []


def test_who_has_another_hour_is_called_on_last_rather_than_nobody():
    assert next_rung([DAY, NIGHT], at(12), asked=()) == DAY
    assert next_rung([DAY, NIGHT], at(12), asked=(1,)) == NIGHT
    assert next_rung([DAY, NIGHT], at(12), asked=(1, 2)) is None
    assert next_rung([AWAY], at(12), asked=()) is None
