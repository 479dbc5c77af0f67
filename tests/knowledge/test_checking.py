from __future__ import annotations

import datetime as dt

import pytest

from knowledge.checking import check, counts, due_for_review
from knowledge.kinds import Reaction


def with_item(library, item):
    """The library with one item in place of its own of that name."""
    items = {**library.items, item.kind: {**library.items[item.kind], item.id: item}}
    return type(library)(library.language, items, library.sources, library.roles, dict(library.phrases), library.files)


def changed(library, **fields):
    """The library with one reaction changed."""
    return with_item(library, library.items["reaction"]["anger"].model_copy(update=fields))


def test_the_released_content_has_no_problem(library):
    assert check(library) == []


def test_counts_tell_how_much_rests_on_what(library):
    found = counts(library)
    assert found["reactions"] == 8
    assert found["lines"] == sum(1 for _ in library.every_line()) > 1000
    assert 0 < found["lines that need a sign-off"] < found["supplementary lines"] < found["lines"]
    assert found["sources"] == len(library.sources)


@pytest.mark.parametrize(
    "review_by, is_due",
    [
        (dt.date(2027, 1, 1), True),
        (dt.date(2027, 1, 2), True),
        (dt.date(2027, 1, 3), False),
    ],
)
def test_an_item_is_due_from_the_day_of_its_review(library, review_by, is_due):
    due = due_for_review(changed(library, review_by=review_by), today=dt.date(2027, 1, 2))
    assert due == ([("en/reactions/anger.yml", review_by)] if is_due else [])


def test_what_has_waited_longest_comes_first(library):
    due = due_for_review(changed(library, review_by=dt.date(2020, 1, 1)), today=dt.date(2100, 1, 1))
    assert due[0] == ("en/reactions/anger.yml", dt.date(2020, 1, 1))
    assert len(due) == sum(1 for _ in library.every_item())


def test_words_hidden_in_a_reason_are_found_too(library):
    avoid = library.items["reaction"]["anger"].avoid
    spoilt = avoid[0].model_copy(update={"because": "He is an addict."})
    problems = check(changed(library, avoid=(spoilt, *avoid[1:])))
    assert [(problem.field, problem.message) for problem in problems] == [(spoilt.id, "“addict” reads as a diagnosis")]


@pytest.mark.parametrize(
    "kind, id_, field, wrong, place, what",
    [
        ("reaction", "anger", "plain", "She is hysterical.", "plain", "blame"),
        ("reaction", "anger", "everyday", "is hysterical with everybody", "everyday", "blame"),
        ("checklist", "arrival", "purpose", "You are safe now.", "purpose", "a promise"),
        ("principle", "confidentiality", "title", "No PTSD", "title", "a diagnosis"),
        ("scenario", "salma", "content_note", "She is mentally ill.", "content_note", "a diagnosis"),
    ],
)
def test_words_are_found_in_whatever_field_they_stand(library, kind, id_, field, wrong, place, what):
    item = library.items[kind][id_].model_copy(update={field: wrong})
    found = [problem for problem in check(with_item(library, item)) if "reads as" in problem.message]
    assert [(problem.field, problem.message.partition(" reads as ")[2]) for problem in found] == [(place, what)]


def test_words_are_found_in_whom_to_tell_and_in_the_sentences_of_the_service(library):
    situation = library.items["situation"]["missing_person"]
    notify = situation.notify[0].model_copy(update={"text": "Say that everything will be fine."})
    spoilt = with_item(library, situation.model_copy(update={"notify": (notify, *situation.notify[1:])}))
    spoilt.phrases["thanks_lead"] = "We promise to help."
    found = [(problem.file, problem.field) for problem in check(spoilt) if "reads as" in problem.message]
    assert set(found) == {("en/phrases.yml", "thanks_lead"), ("en/situations/missing_person.yml", "notify text")}


def test_what_a_played_resident_says_is_left_to_the_resident(library):
    salma = library.items["scenario"]["salma"]
    opening = salma.opening[0].model_copy(update={"says": "They all say that I am crazy."})
    spoilt = with_item(library, salma.model_copy(update={"opening": (opening, *salma.opening[1:])}))
    assert [problem for problem in check(spoilt) if "reads as" in problem.message] == []


def test_a_bad_example_in_curly_quotes_is_left_alone(library):
    avoid = library.items["reaction"]["anger"].avoid
    quoted = avoid[0].model_copy(update={"because": "Words like “he is an addict” judge the person."})
    assert check(changed(library, avoid=(quoted, *avoid[1:]))) == []


def test_an_unknown_situation_or_role_of_an_escalation_is_named(library):
    line = library.items["reaction"]["anger"].escalate[0]
    spoilt = line.model_copy(update={"situation": "storm", "to": ("nobody",)})
    problems = check(changed(library, escalate=(spoilt,)))
    assert {problem.message for problem in problems} == {"there is no situation `storm`", "there is no role `nobody`"}


def test_every_reaction_can_be_escalated_to_somebody(library):
    for reaction in library.all(Reaction):
        assert any(line.when == "now" for line in reaction.escalate), reaction.id
