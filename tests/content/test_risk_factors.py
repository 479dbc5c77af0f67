"""Every risk factor, assumption and indicator of the sources is asked about somewhere, in words a person can answer."""

from __future__ import annotations

import pytest

from knowledge.kinds import Letter, Path, Questions

#: Codes of the facts in the source reports that say who is at risk, when, and why, → what each is about.
RISK_FACTORS = {
    "RT-RF-01": "women",
    "RT-RF-02": "young adults",
    "RT-RF-03": "children",
    "RT-RF-04": "first trafficked under 18",
    "RT-RF-05": "poverty at home",
    "RT-RF-06": "discrimination by gender",
    "RT-RF-07": "racial discrimination",
    "RT-RF-08": "conflict",
    "RT-RF-09": "displacement",
    "RT-RF-10": "forced return without referral",
    "RT-RF-11": "the journey home",
    "RT-RF-12": "minority, hard to settle, mistrust of programmes",
    "RT-HW-01": "within two years",
    "RT-HW-02": "another destination",
    "RT-HW-03": "another kind of exploitation",
    "RT-HW-04": "inside the own country after crossing a border",
    "RT-HW-05": "threats to the person",
    "RT-HW-06": "threats to the family",
    "RT-HW-07": "officials involved",
    "RT-CA-01": "economic reality",
    "RT-CA-02": "programmes too short",
    "RT-CA-03": "programmes not effective",
    "RT-CA-04": "no funding",
    "RT-CA-05": "economic needs",
    "RT-CA-06": "cultural needs",
    "RT-CA-07": "social needs",
    "RT-CA-08": "psychosocial needs",
    "RT-CA-09": "back into the same situation",
    "RT-CA-10": "mistrust after officials",
    "RT-CA-11": "refusing help",
    "RT-CA-12": "no permission to stay",
    "RT-CA-13": "economic inequality",
    "RT-FG-11": "no residence",
    "MO-07": "signs that call for a meeting of the helpers",
}
ASSUMPTIONS = ("PD-SA-01", "PD-SA-02", "PD-SA-03")
INDICATORS = tuple(f"PD-RI-0{number}" for number in range(1, 8))
ABOUT_THE_PERSON = tuple(f"PD-IR-{number:02d}" for number in (*range(1, 11), 12))
#: PD-IR-11 says to write measures down and repeat: that is what the levels do.
TRAVEL_RULES = tuple(f"TV-{number:02d}" for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14))
ASSESSED = tuple(f"RI-AS-{number:02d}" for number in range(3, 12))
IN_THE_PLAN = ("RI-PL-01", "RI-PL-03", "RI-PL-04", "RI-PL-08", "RI-PL-09")


@pytest.fixture(scope="module")
def questions(library):
    return library.items["questions"]


def asks(questions, name):
    return {code for question in questions[name].questions for code in question.asks}


def test_every_risk_factor_of_the_sources_is_asked_in_the_review(questions):
    missing = set(RISK_FACTORS) - asks(questions, "retrafficking_review")
    assert {code: RISK_FACTORS[code] for code in missing} == {}


def test_the_list_of_risk_factors_is_whole(library):
    stands = {line.id for _, line in library.every_line() if line.id.startswith(("RT-RF-", "RT-HW-", "RT-CA-"))}
    assert stands <= set(RISK_FACTORS)


def test_the_three_assumptions_and_the_seven_indicators_are_asked_before_a_return(questions):
    assert set((*ASSUMPTIONS, *INDICATORS, *ABOUT_THE_PERSON)) <= asks(questions, "departure_security")


def test_every_rule_of_travel_is_checked_in_a_travel_plan(questions):
    assert {*TRAVEL_RULES, "AA-01"} <= asks(questions, "journey_checks")


def test_every_part_of_the_assessment_and_of_the_plan_is_looked_at(questions):
    assert set(ASSESSED) <= asks(questions, "reintegration_needs")
    assert set(IN_THE_PLAN) <= asks(questions, "plan_checks")


def test_every_question_says_what_could_be_done_and_by_whom(library):
    for one in library.all(Questions):
        for question in one.questions:
            assert question.to_do and all(to_do.by for to_do in question.to_do), question.id


def test_every_question_can_be_answered_yes_no_or_dont_know(library):
    for one in library.all(Questions):
        for question in one.questions:
            assert question.text.endswith("?"), question.id


def test_no_question_says_a_number_about_a_person(questions):
    for question in questions["retrafficking_review"].questions:
        assert not any(sign in question.stands_out for sign in "0123456789%"), question.id


def test_there_are_four_paths_and_six_messages_in_order(library):
    assert sorted(path.number for path in library.all(Path)) == [1, 2, 3, 4]
    letters = sorted(library.all(Letter), key=lambda letter: letter.number)
    assert [letter.number for letter in letters] == [1, 2, 3, 4, 5, 6]
    assert [letter.confirms for letter in letters[1::2]] == [letter.id for letter in letters[::2]]


def test_no_letter_asks_for_a_name_to_be_typed(library):
    for letter in library.all(Letter):
        for field in letter.fields:
            assert field.type == "name_by_hand" or not {"name", "contact", "carrier", "sign"} & {field.name}, field.id


def test_there_is_something_for_men_in_the_areas_where_services_forget_them(questions):
    for_men = {group.id for group in questions["reintegration_needs"].groups if group.men}
    assert {"housing", "health", "psychosocial", "legal", "education", "work", "income", "family"} <= for_men
