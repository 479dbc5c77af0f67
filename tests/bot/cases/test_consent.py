"""Consent holds for what was asked, as long as it was given for; a no is a no until the person or the facts change."""

import pytest

from bot.cases.consent import Consent, WrongConsent

TODAY = "2027-01-11"


@pytest.fixture
def code(house, night):
    return house.cases.open(night).code


@pytest.fixture
def write(house, code, night):
    def one(purpose, answer, recipient="", on=TODAY, **more):
        house.cases.consent.write(code, Consent(purpose, answer, on, recipient, **more), night)

    return one


def test_without_an_answer_there_is_no_consent(house, code):
    assert not house.cases.consent.given(code, "assistance")


def test_consent_for_one_purpose_is_none_for_another(house, code, write):
    write("assistance", "given")
    consent, case = house.cases.consent, house.cases.find(code)
    assert consent.given(code, "assistance") and consent.given(case, "assistance")
    assert not consent.given(code, "referral") and not consent.given(code, "sharing")


def test_a_referral_to_a_doctor_is_none_to_the_police(house, code, write):
    write("referral", "given", "health")
    consent = house.cases.consent
    assert consent.given(code, "referral") and consent.given(code, "referral", "health")
    assert not consent.given(code, "referral", "police") and not consent.given(code, "sharing", "health")


def test_consent_can_be_taken_back_at_any_time(house, code, write):
    write("sharing", "given", "partner_abroad")
    write("sharing", "withdrawn", "partner_abroad")
    assert not house.cases.consent.given(code, "sharing")
    assert [one.answer for one in house.cases.consent.of(code)] == ["given", "withdrawn"]


def test_consent_ends_with_the_day_it_was_given_for(house, code, write, clock):
    write("sharing", "given", "legal", until="2027-01-12")
    clock.later(1)
    assert house.cases.consent.given(code, "sharing", "legal")
    clock.later(1)
    assert not house.cases.consent.given(code, "sharing", "legal")


@pytest.mark.parametrize("answer", ["given", "declined"])
def test_after_a_no_nobody_is_asked_again_without_a_reason(house, code, write, answer):
    write("referral", "declined", "health")
    with pytest.raises(WrongConsent) as refused:
        write("referral", answer, "health")
    assert refused.value.field == "reason"
    write("referral", "given", "psychosocial")  # another question is another question
    write("referral", "given", "health", reason="they_asked")
    assert house.cases.consent.given(code, "referral", "health")


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("recipient", {"recipient": ""}),
        ("recipient", {"recipient": "Dr Amina"}),
        ("purpose", {"purpose": "story"}),
        ("answer", {"answer": "maybe"}),
        ("answer", {"answer": "withdrawn"}),
        ("on", {"on": "2027-01-12"}),
        ("on", {"on": "yesterday"}),
        ("until", {"until": "2027-01-10"}),
        ("interpreter", {"interpreter": "her brother"}),
    ],
)
def test_what_cannot_be_is_not_written_down(house, code, night, field, wrong):
    right = {"purpose": "referral", "answer": "given", "on": TODAY, "recipient": "health"}
    with pytest.raises(WrongConsent) as refused:
        house.cases.consent.write(code, Consent(**{**right, **wrong}), night)
    assert refused.value.field == field
    assert house.cases.consent.of(code) == []


def test_the_interpreter_and_who_asked_stand_beside_the_answer(house, code, write, night):
    write("assistance", "given", interpreter="telephone", way="written")
    (kept,) = house.cases.consent.of(code)
    assert (kept.interpreter, kept.way, kept.by, kept.at) == ("telephone", "written", night, house.clock.now)
