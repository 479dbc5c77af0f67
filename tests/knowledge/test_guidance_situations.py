from __future__ import annotations

import pytest

from knowledge.guidance import situations
from knowledge.kinds import Situation

EVERY = (
    "suicide_self_harm",
    "violence_to_others",
    "medical_emergency",
    "child_at_risk",
    "trafficker_contact",
    "missing_person",
    "sexual_violence_disclosure",
    "staff_misconduct",
    "official_collusion",
    "data_request",
    "self_harm",
    "overdose",
    "withdrawal",
    "pregnancy_danger",
)


def section(answer, name):
    return next(one for one in answer.sections if one.id == name)


@pytest.mark.parametrize("situation", EVERY)
def test_first_steps_come_in_order_with_whom_to_call_and_what_not_to_do(desk, situation):
    item = desk.store.get(Situation, situation)
    answer = situations.first_aid(desk, [situation])
    assert (answer.kind, answer.situations) == ("urgent", (situation,))
    steps = section(answer, "first_steps")
    assert steps.ordered and [one.id for one in steps.items] == [line.id for line in item.first_steps]
    assert len(section(answer, "call").items) == len(item.notify)
    assert [one.id for one in section(answer, "urgent_avoid").items] == [line.id for line in item.avoid]
    assert answer.choices[-1].id == "not_urgent"


@pytest.mark.parametrize("situation", EVERY)
def test_it_says_that_it_may_be_urgent_and_not_that_it_is(desk, situation):
    assert situations.first_aid(desk, [situation]).title.startswith("This may be urgent: ")


def test_of_several_situations_the_most_urgent_comes_first_and_the_others_are_one_tap_away(desk):
    answer = situations.first_aid(desk, ["data_request", "suicide_self_harm", "medical_emergency"])
    assert answer.situations == ("medical_emergency", "suicide_self_harm", "data_request")
    assert section(answer, "first_steps").items[0].situation == "medical_emergency"
    assert {"situation:suicide_self_harm", "situation:data_request"} <= {choice.id for choice in answer.choices}


def test_a_situation_named_twice_is_answered_once(desk):
    assert situations.first_aid(desk, ["missing_person"] * 2).situations == ("missing_person",)


def test_narrower_situations_are_one_tap_away(desk):
    offered = {choice.id for choice in situations.first_aid(desk, ["medical_emergency"]).choices}
    assert {"situation:overdose", "situation:withdrawal", "situation:pregnancy_danger"} <= offered
    assert "situation:self_harm" in {choice.id for choice in situations.first_aid(desk, ["suicide_self_harm"]).choices}


def test_time_limits_stand_before_everything_else(desk):
    answer = situations.first_aid(desk, ["sexual_violence_disclosure"])
    assert [one.id for one in answer.sections][:2] == ["time_limits", "first_steps"]


@pytest.mark.parametrize("situation", ["staff_misconduct", "official_collusion"])
def test_who_may_be_involved_is_not_on_the_list_to_call(desk, situation):
    text = " ".join(item.text for item in section(situations.first_aid(desk, [situation]), "call").items)
    assert "The duty supervisor." not in text


def test_the_sites_own_numbers_stand_on_the_card(desk):
    phones = [item.phone for item in section(situations.first_aid(desk, ["suicide_self_harm"]), "call").items]
    assert phones[:2] == ["112", "+44 20 7946 0112"] and set(phones[2:]) == {None}


def test_where_no_number_was_set_it_is_said_in_plain_words(bare_desk):
    calls = section(situations.first_aid(bare_desk, ["suicide_self_harm"]), "call").items
    assert {item.phone for item in calls} == {None}
    assert all("No number is set here." in item.text for item in calls)


def test_nobody_is_sent_to_the_supervisor_when_the_supervisor_may_be_involved(bare_desk):
    calls = section(situations.first_aid(bare_desk, ["staff_misconduct"]), "call").items
    assert not any("Ask your supervisor" in item.text for item in calls if "afeguarding" in item.text)
    assert any("Do not ask a person who may be involved" in item.text for item in calls)


def test_a_wrong_alarm_is_never_a_problem(desk):
    assert "never a problem" in situations.not_urgent(desk).lead


def test_no_first_step_waits_behind_more(desk):
    for situation in EVERY:
        assert all(item.first for item in section(situations.first_aid(desk, [situation]), "first_steps").items)
