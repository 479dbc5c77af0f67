"""The digest counts whole days and whole weeks; what runs and what is kept apart stays out of it."""

import datetime as dt
import time

import pytest
from sqlalchemy.orm import Session

from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.digest.digest import gathered
from bot.digest.small_counts import FEW
from bot.review.tables import Unanswered

DAY = 86_400.0


@pytest.fixture
def alerts(house, store, clock):
    return Alerts(Post(house.engine, house.keys, store), clock)


@pytest.fixture
def digest(house, alerts, clock):
    return lambda standing=None, keep=90: gathered(house.engine, alerts.post, clock(), standing or {}, keep)


def raise_some(alerts, many, situation="suicide_self_harm"):
    """Raise alerts; returns their codes."""
    made = [
        alerts.raise_alert(conversation=f"{situation}-{time.monotonic_ns()}", raised_by=None, situations=[situation])
        for _ in range(many)
    ]
    return [one.code for one in made]


def test_yesterday_is_told_and_today_is_not(digest, alerts, clock):
    raise_some(alerts, 6)
    assert digest().of_day["raised"] == 0
    clock.later(1)
    assert digest().of_day["raised"] == 6 and digest().weeks[-1][1]["raised"] == 0


def test_the_week_is_told_when_it_is_over(digest, alerts, clock, house):
    raise_some(alerts, 6)
    for code in raise_some(alerts, 5):
        alerts.take(code, house.people["first"])
    clock.later(7)
    monday, of = digest().weeks[-1]
    assert monday == dt.date.fromtimestamp(clock() - 7 * DAY)
    assert (of["raised"], of["taken"], of["taken_back"]) == (11, 5, 0)
    assert [one.id for one in digest().plots()] == ["raised", "taken"]


def test_what_may_be_about_a_colleague_is_not_even_a_number(digest, alerts, clock):
    raise_some(alerts, 7, "staff_misconduct")
    clock.later(1)
    assert digest().of_day["raised"] == 0 and digest().of_day["phone_now"] == 0


def test_what_could_not_be_answered_stands_beside_the_alerts(digest, house, clock):
    with Session(house.engine) as session, session.begin():
        day = dt.date.fromtimestamp(clock.now).isoformat()
        session.add_all([Unanswered(day=day, kind="clarify", many=8), Unanswered(day=day, kind="out_of_scope", many=3)])
    clock.later(1)
    assert (digest().of_day["clarify"], digest().of_day["out_of_scope"]) == (8, FEW)


def test_what_is_late_now_is_told_as_any_other_count(digest):
    assert digest({"letters": 4, "checklists": 5, "contacts": 0}).standing == {
        "letters": FEW,
        "checklists": 5,
        "contacts": 0,
    }


def test_weeks_of_which_something_may_be_erased_are_left_out(digest):
    assert len(digest().weeks) == 11 and len(digest(keep=30).weeks) == 3 and len(digest(keep=3).weeks) == 1
