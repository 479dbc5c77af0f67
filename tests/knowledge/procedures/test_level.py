"""The care that a return needs: one reason is enough, what is not known never lowers it, and every reason is named."""

from __future__ import annotations

import pytest

from knowledge.procedures.judgement import judge
from knowledge.procedures.level import care_for


@pytest.fixture(scope="module")
def questions(library):
    return library.items["questions"]["departure_security"]


@pytest.fixture(scope="module")
def care(questions):
    return lambda answers, facts=None: care_for(questions, judge(questions, answers, facts))


def codes(findings):
    return [one.code for one in findings]


@pytest.mark.parametrize(
    "answers, level, reasons",
    [
        ({}, "careful", []),
        ({"DS-A1": "yes"}, "careful", []),  # everyone who has escaped is exposed
        ({"DS-A2": "yes"}, "greater", ["DS-A2"]),  # cooperated
        ({"DS-A3": "yes"}, "careful", []),  # plans to, and nobody knows
        ({"DS-A3": "yes", "DS-A4": "no"}, "careful", []),
        ({"DS-A3": "yes", "DS-A4": "yes"}, "immediate", ["DS-T1"]),  # and the trafficker knows
        ({"DS-A2": "yes", "DS-A4": "yes"}, "immediate", ["DS-T2"]),
        ({"DS-A2": "yes", "DS-I6": "yes"}, "immediate", ["DS-T3"]),
        ({"DS-I1": "yes", "DS-I2": "yes", "DS-I5": "no", "DS-I6": "yes", "DS-I7": "no"}, "careful", []),
        ({"DS-I4": "yes"}, "greater", ["DS-I4"]),
        ({"DS-P03": "yes"}, "immediate", ["DS-P03"]),
        ({"DS-P11": "no"}, "not_now", ["DS-P11"]),
        ({"DS-P12": "no", "DS-P03": "yes"}, "not_now", ["DS-P12"]),
    ],
)
def test_the_level_follows_from_its_reasons(care, answers, level, reasons):
    found = care(answers)
    assert (found.level.id, codes(found.reasons)) == (level, reasons)


def test_many_lesser_reasons_never_add_up_to_a_higher_level(care, questions):
    lesser = {one.id: one.stands_out_when for one in questions.questions if one.raises_to == "greater"}
    assert len(lesser) > 5
    found = care({**lesser, "DS-I6": "no", "DS-A4": "no"})
    assert found.level.id == "greater" and set(codes(found.reasons)) == set(lesser)


def test_what_stands_out_without_reaching_the_level_is_named_besides(care):
    found = care({"DS-A2": "yes", "DS-I2": "yes"})
    assert codes(found.reasons) == ["DS-A2"] and codes(found.besides) == ["DS-I2"]


def test_a_level_holds_at_least_while_an_answer_is_missing_that_could_raise_it(care, questions):
    settled = {one.id: "no" if one.stands_out_when == "yes" else "yes" for one in questions.questions}
    assert not care(settled).at_least
    unknown = care({**settled, "DS-P03": "unknown"})
    assert unknown.level.id == "careful" and [one.id for one in unknown.could_raise] == ["DS-P03"]


def test_a_rule_of_two_answers_keeps_the_question_open_that_could_complete_it(care, questions):
    settled = {one.id: "no" if one.stands_out_when == "yes" else "yes" for one in questions.questions}
    found = care({**settled, "DS-A2": "yes", "DS-A4": "unknown"})
    assert [one.id for one in found.could_raise] == ["DS-A4"]


def test_not_known_never_lowers_a_level(care, questions):
    every_unknown = {one.id: "unknown" for one in questions.questions}
    assert care({**every_unknown, "DS-P03": "yes"}).level.id == "immediate"


def test_cooperation_that_is_coded_in_the_case_counts(care):
    assert care({}, {"cooperating": "yes"}).level.id == "greater"
    assert care({"DS-A4": "yes"}, {"cooperating": "intends_to"}).level.id == "immediate"


def test_every_level_says_what_it_means_and_what_to_do(questions):
    assert [level.id for level in questions.levels] == ["careful", "greater", "immediate", "not_now"]
    assert all(level.to_do for level in questions.levels)


def test_no_level_has_a_number(questions):
    for level in questions.levels:
        assert not any(sign.isdigit() for sign in level.title + level.means.text)
