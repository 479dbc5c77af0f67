"""What stands out in answers is said in words with somebody to act; no number about a person comes out of it."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from knowledge.kinds import Questions
from knowledge.procedures.answers import asked, whole
from knowledge.procedures.judgement import changes, judge


@pytest.fixture(scope="module")
def review(library):
    return library.items["questions"]["retrafficking_review"]


def test_what_is_answered_yes_stands_out_with_what_to_do_and_by_whom(review):
    found = judge(review, {"RQ-14": "yes"})
    assert [one.code for one in found.stands_out] == ["RQ-14"]
    assert "families" in found.stands_out[0].says and found.stands_out[0].to_do[0].by


def test_a_right_to_stay_stands_out_when_it_is_missing(review):
    assert [one.code for one in judge(review, {"RQ-21": "no"}).stands_out] == ["RQ-21"]
    assert judge(review, {"RQ-21": "yes"}).stands_out == ()


def test_dont_know_is_neither_danger_nor_safety(review):
    found = judge(review, {"RQ-13": "unknown"})
    assert found.stands_out == () and [one.id for one in found.not_known] == ["RQ-13"]


def test_nothing_answered_is_nothing_said_and_everything_still_to_ask(review):
    found = judge(review, {})
    assert found.findings == () and len(found.not_asked) == len(review.questions)


def test_two_answers_that_meet_are_said_together_first(review):
    found = judge(review, {"RQ-13": "yes", "RQ-15": "yes"})
    assert found.findings[0].code == "RQ-T2"
    assert {one.code for one in found.findings} == {"RQ-T2", "RQ-13", "RQ-15"}


def test_coded_facts_answer_what_nobody_has_to_ask(review):
    here = whole(review, {}, {"sex": "female", "age_group": "12_to_17"})
    assert (here["RQ-01"], here["RQ-02"], here["RQ-03"]) == ("yes", "yes", "no")
    assert whole(review, {}, {"sex": "unknown", "age_group": "unknown"}) == {}


def test_what_a_person_answered_goes_before_a_coded_fact(review):
    assert whole(review, {"RQ-02": "unknown"}, {"age_group": "12_to_17"})["RQ-02"] == "unknown"


@pytest.mark.parametrize(
    "was, now, kind",
    [
        ("no", "yes", "began"),
        ("unknown", "yes", "began"),
        ("yes", "no", "ended"),
        ("yes", "unknown", "unsure_now"),
        ("unknown", "no", "found_out"),
        (None, "yes", "first_asked"),
    ],
)
def test_a_change_between_two_reviews_is_named(review, was, now, kind):
    before = {"RQ-13": was} if was else {}
    assert [(one.question.id, one.kind) for one in changes(review, before, {"RQ-13": now})] == [("RQ-13", kind)]


def test_what_stays_the_same_or_was_not_asked_again_is_no_change(review):
    assert changes(review, {"RQ-13": "yes", "RQ-14": "no"}, {"RQ-13": "yes"}) == []


def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_alone(review):
    assert judge(review, {"RQ-99": "yes"}).findings == ()
    assert changes(review, {"RQ-99": "yes"}, {"RQ-99": "no"}) == []


def test_no_answers_whatever_give_a_number(review):
    def numbers(value):
        if isinstance(value, bool) or value is None:
            return False
        if isinstance(value, (int, float)):
            return True
        if dataclasses.is_dataclass(value):
            return any(numbers(getattr(value, field.name)) for field in dataclasses.fields(value))
        if isinstance(value, (tuple, list)):
            return any(map(numbers, value))
        return numbers(list(value.values())) if isinstance(value, dict) else False

    for answer in ("yes", "no", "unknown"):
        assert not numbers(judge(review, dict.fromkeys([one.id for one in review.questions], answer)))


def test_every_rule_of_every_file_can_be_met(library):
    for questions in library.all(Questions):
        for rule in questions.together:
            assert rule.id in {one.code for one in judge(questions, rule.given).together}


def test_a_question_is_asked_only_where_it_fits(library):
    journey = library.items["questions"]["journey_checks"]
    by_air = {question.id for question in asked(journey, {"JC-04": "no", "JC-06": "no"}, {"age_group": "26_to_59"})}
    by_bus = {question.id for question in asked(journey, {"JC-04": "yes", "JC-06": "yes"}, {"age_group": "12_to_17"})}
    assert by_bus - by_air == {"JC-05", "JC-07", "JC-08", "JC-11"}


def test_who_may_be_a_child_is_asked_about_as_one(library):
    journey = library.items["questions"]["journey_checks"]
    assert "JC-11" in {question.id for question in asked(journey, {}, {"age_group": "unknown"})}


def test_any_two_answers_give_findings_in_the_order_of_the_questions(review):
    order = [question.id for question in review.questions]
    for one, other in itertools.islice(itertools.combinations(order, 2), 60):
        codes = [finding.code for finding in judge(review, {other: "yes", one: "yes"}).stands_out]
        assert codes == sorted(codes, key=order.index)
