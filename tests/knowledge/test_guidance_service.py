from __future__ import annotations

import pytest

from knowledge.guidance import practising, service
from knowledge.guidance.plain_text import plain_text

#: What is said → kind of the answer, words that must stand in it.
SAID = {
    service.greeting: ("greeting", "write no names"),
    service.help_: ("help", "Describe a behaviour"),
    service.describe: ("clarify", "in your own words"),
    service.privacy: ("privacy", "this site's own computer"),
    service.about_the_program: ("about", "computer program"),
    service.thanks: ("greeting", "welcome"),
    service.goodbye: ("greeting", "Goodbye"),
    service.out_of_scope: ("out_of_scope", "I do not diagnose"),
    service.contacts: ("contacts", "Please phone"),
    service.staff_strain: ("staff", "What you feel matters"),
    practising.residents: ("practice", "nothing from this chat"),
    service.no_practice_running: ("help", "Is this real?"),
    service.go_on: ("help", "What would help you next"),
    service.start_over: ("clarify", "in other words"),
    service.tell_more: ("clarify", "a little more"),
    service.trouble: ("trouble", "It is not your fault"),
}


@pytest.mark.parametrize("say", SAID, ids=lambda say: say.__name__)
def test_the_service_speaks_of_itself_in_plain_words(desk, say):
    kind, words = SAID[say]
    answer = say(desk)
    text = plain_text(desk, answer)
    assert answer.kind == kind and words in text
    assert "{" not in text and "}" not in text


@pytest.mark.parametrize(
    "reason, filled, words",
    [
        ("empty", {}, "no text"),
        ("long", {"length": 9000, "limit": 2000}, "9000 characters. I can read up to 2000"),
        ("command", {}, "start with “/”"),
        ("unreadable", {}, "could not read any words"),
        ("choice", {}, "choose again"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(desk, reason, filled, words):
    answer = service.refused(desk, reason, **filled)
    assert answer.kind == "refused" and words in answer.lead and answer.choices


def test_out_of_scope_names_who_to_ask_instead(desk):
    text = plain_text(desk, service.out_of_scope(desk))
    assert all(who in text for who in ("health focal point", "lawyer", "case manager", "manager"))


def test_trouble_shows_the_two_numbers_that_count_and_nothing_else(desk):
    (section,) = service.trouble(desk).sections
    assert [item.phone for item in section.items] == ["112", "+44 20 7946 0112"]


def test_everybody_who_can_be_called_stands_on_the_list(desk):
    (section,) = service.contacts(desk).sections
    assert section.items[0].id == "call_emergency_services"
    assert {"call_safeguarding_focal_point", "call_health_focal_point"} <= {item.id for item in section.items}


def test_no_choice_is_offered_twice_in_one_answer(desk):
    for say in SAID:
        offered = [choice.id for choice in say(desk).choices]
        assert len(offered) == len(set(offered))
