"""Somebody left and nobody says that they arrived: a supervisor is called, once, on the minute that was agreed."""

import pytest

from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.referral.messages import Messages
from bot.referral.returns import Returns
from bot.referral.watch import ArrivalWatch

HOUR = 1 / 24
LEFT = {
    "left_at": ["2027-01-11T08:00"],
    "by": ["air"],
    "transit": ["none"],
    "escort": ["none"],
    "expected_by": ["2027-01-11T18:00"],  # it is noon
}


@pytest.fixture
def messages(house, matters, store):
    return Messages(matters, store, house.cases, Returns(matters, store))


@pytest.fixture
def alerts(house, store):
    return Alerts(Post(house.engine, house.keys, store, house.audit.record), house.clock)


@pytest.fixture
def watch(messages, alerts):
    return ArrivalWatch(messages, alerts)


def test_an_arrival_that_nobody_confirmed_raises_one_alert_on_its_minute(
    messages, alerts, watch, case, night, agree, clock
):
    agree(case, "sharing")
    messages.send(case, 5, LEFT, night)
    clock.later(5.98 * HOUR)
    assert watch.look() == 0 and alerts.open_alerts() == []
    clock.later(0.02 * HOUR)
    assert watch.look() == 1
    ArrivalWatch(messages, alerts).look()  # as after a restart
    (alert,) = alerts.open_alerts(None)
    assert alert.urgent and alert.raised_by is None


def test_the_alert_says_which_case_and_that_somebody_may_be_missing(house, messages, alerts, watch, case, night, agree):
    from bot.alerts import reading

    agree(case, "sharing")
    messages.send(case, 5, LEFT, night)
    house.clock.later(1)
    watch.look()
    (alert,) = alerts.open_alerts(house.people["first"])
    assert alert.situations == ("missing_person",)
    assert case.code in reading.one(alerts.post, alert.code, house.people["first"]).words[0]


def test_an_arrival_in_time_raises_nothing(messages, alerts, watch, case, night, agree, clock):
    agree(case, "sharing")
    messages.send(case, 5, LEFT, night)
    arrived = {"arrived_at": ["2027-01-11T15:00"], "met_by": ["agency"], "condition": ["well"], "staying": ["shelter"]}
    messages.send(case, 6, arrived, night)
    clock.later(2)
    assert watch.look() == 0 and alerts.open_alerts() == []


def test_a_late_answer_to_a_letter_is_no_emergency(messages, alerts, watch, case, night, agree, clock):
    agree(case, "referral")
    messages.send(case, 1, {"needs": ["legal"], "urgency": ["now"], "assessment": ["later"]}, night)
    clock.later(30)
    assert messages.overdue() and watch.look() == 0 and alerts.open_alerts() == []
