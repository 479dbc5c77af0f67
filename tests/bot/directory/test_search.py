"""Questions as tired people ask them, and the services that answer them."""

import pytest

from bot.directory.entry import Entry, Service
from bot.directory.search import found, wish_of


def service(name, help_, whom=(), languages=("English",), stale=False, note=""):
    entry = Entry(name, tuple(help_), "case_manager", "2027-01-11", tuple(languages), tuple(whom), note=note)
    return Service(name.lower()[:8], entry, 1, 0.0, stale)


SERVICES = [
    service("Rose House", ["counselling"], ["women"], ["English", "Spanish"]),
    service("Harbour Talk", ["counselling"], ["men", "other_genders"]),
    service("Open Door", ["counselling", "health"], [], ["English", "Amharic"]),
    service("Old Mill", ["counselling"], ["men"], stale=True),
    service("Law Corner", ["legal", "documents"], [], ["English", "French"]),
    service("Bright Start", ["childcare", "education"], ["families"]),
    service("Tongues", ["language_classes"], [], ["English"]),
    service("Night Clinic", ["health"], ["women", "men"], note="women doctors on Fridays"),
]


def names(question):
    return [match.service.entry.name for match in found(SERVICES, wish_of(question, SERVICES))]


def test_a_man_who_needs_counselling_is_sent_to_those_who_see_men():
    assert names("who can see a man for counselling?") == ["Harbour Talk", "Old Mill", "Open Door"]


@pytest.mark.parametrize(
    "question, first",
    [
        ("is there a psychologist for women", "Rose House"),
        ("She needs a lawyer who speaks French", "Law Corner"),
        ("therapist who speaks amharic", "Open Door"),
        ("doctor for him, a man, tonight", "Night Clinic"),
        ("nursery place for a child", "Bright Start"),
        ("where can she take English classes", "Tongues"),
        ("help with a passport", "Law Corner"),
        ("number of the Night Clinic", "Night Clinic"),
        ("a trans resident wants to talk to a counsellor", "Harbour Talk"),
        ("women doctors", "Night Clinic"),
    ],
)
def test_the_first_answer_is_the_right_one(question, first):
    assert names(question)[0] == first


def test_a_service_for_women_only_is_not_named_for_a_man():
    assert "Rose House" not in names("counselling for a man")


def test_another_language_is_said_and_comes_later_and_is_not_left_out():
    matches = found(SERVICES, wish_of("counselling in Spanish", SERVICES))
    assert matches[0].service.entry.name == "Rose House" and matches[0].speaks
    assert not any(match.speaks for match in matches[1:]) and len(matches) == 4


def test_what_nobody_looked_at_comes_after_what_somebody_did():
    assert names("counselling for a man").index("Old Mill") > names("counselling for a man").index("Harbour Talk")


def test_no_question_gives_everything_and_an_unknown_need_gives_nothing():
    assert len(names("")) == len(SERVICES)
    assert names("helicopter repair") == []


def test_a_word_inside_another_is_no_request():
    assert wish_of("they must manage", []).for_whom == () and wish_of("outlaw", []).help == ()
