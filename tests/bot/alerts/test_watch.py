"""A turn that was answered as urgent has its alert in the same transaction."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.alerts import reading
from bot.alerts.alert import Stage
from bot.alerts.tables import AlertRow
from bot.alerts.watch import Watch
from bot.records.conversations import Conversations


def turn(text="she has a blade", kind="urgent", situations=("suicide_self_harm",), intent="report_urgent", **metadata):
    answer = {"kind": kind, "situations": list(situations)}
    return [
        {"event": "user", "text": text, "metadata": metadata, "parse_data": {"intent": {"name": intent}}},
        {"event": "bot", "data": {"custom": {"answer": answer}}},
        {"event": "action", "name": "action_listen"},
    ]


@pytest.fixture
def talks(place):
    place.talks(place.people["night"])
    return Conversations(place.engine, place.keys, [Watch(place.post)])


def test_an_urgent_answer_raises_an_alert_with_the_words_that_led_to_it(place, talks):
    talks.append("talk", 0, turn(once="m"), [(0, "m")])
    (alert,) = place.alerts.open_alerts(place.people["first"])
    assert alert.raised_by == place.people["night"] and alert.situations == ("suicide_self_harm",)
    assert reading.one(place.post, alert.code, place.people["first"]).words == ("she has a blade",)


def test_other_answers_raise_none(place, talks):
    talks.append("talk", 0, turn(kind="guidance", situations=(), intent="describe_behaviour"))
    assert place.rows(AlertRow) == []


def test_a_button_adds_no_words(place, talks):
    talks.append("talk", 0, turn(text='/report_urgent{"topic": "self_harm"}', said="Self-harm"))
    (alert,) = place.alerts.open_alerts()
    assert reading.one(place.post, alert.code, place.people["first"]).words == ()


def test_a_turn_that_is_not_stored_raises_none(place, talks):
    talks.append("talk", 0, turn(kind="guidance", situations=()))
    with pytest.raises(IntegrityError):
        talks.append("talk", 0, turn(once="m"))
    assert place.rows(AlertRow) == []


def test_not_urgent_takes_the_newest_alert_of_the_conversation_back(place, talks):
    talks.append("talk", 0, turn(once="m"))
    talks.append("talk", 3, turn("/not_urgent", "help", (), "not_urgent", said="This is not urgent"))
    (row,) = place.rows(AlertRow)
    assert reading.stage_of(row) is Stage.TAKEN_BACK


def test_simulated_text_raises_none_and_a_real_disclosure_that_leaves_practice_does(place, talks):
    talks.append("talk", 0, turn(practice=True))
    assert place.rows(AlertRow) == []
    talks.append("talk", 3, turn("stop, this is real, she has cut herself now"))
    assert len(place.rows(AlertRow)) == 1
