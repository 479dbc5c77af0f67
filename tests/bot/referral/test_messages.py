"""A message goes out only with consent, waits for its answer, and is overdue when the answer does not come."""

import pytest

from bot.cases.facts import Facts
from bot.referral.messages import ConsentMissing, Messages, NotFilledIn
from bot.referral.returns import Returns

DAY = 86_400.0
REQUEST = {"needs": ["housing", "legal"], "urgency": ["this_week"], "assessment": ["later"]}


@pytest.fixture
def messages(house, matters, store):
    return Messages(matters, store, house.cases, Returns(matters, store))


def stages(messages, case):
    return [message.stage for message in messages.of(case)]


def test_without_consent_nothing_goes_out_and_what_was_filled_in_is_kept(messages, case, night):
    with pytest.raises(ConsentMissing) as refused:
        messages.send(case, 1, REQUEST, night)
    assert refused.value.purpose == "referral"
    kept = messages.one(case, 1)
    assert kept.at is None and kept.values["needs"] == ["housing", "legal"] and kept.consent_missing == "referral"


def test_withdrawn_consent_closes_the_way_again(messages, case, night, agree):
    agree(case, "sharing")
    assert messages.one(case, 3).consent_missing is None
    agree(case, "sharing", "withdrawn")
    assert messages.one(case, 3).consent_missing == "sharing"


def test_what_is_required_has_to_be_filled_in(messages, case, night, agree):
    agree(case, "referral")
    with pytest.raises(NotFilledIn) as lacking:
        messages.send(case, 1, {"needs": ["housing"]}, night)
    assert lacking.value.fields == ("urgency", "assessment")


def test_a_request_waits_is_overdue_on_its_day_and_is_settled_by_its_answer(messages, case, night, agree, clock):
    agree(case, "referral")
    messages.send(case, 1, REQUEST, night)
    assert stages(messages, case)[:2] == ["waits", "ready"] and messages.overdue() == []
    clock.later(4.99)
    assert messages.overdue() == []
    clock.later(0.01)
    (late,) = messages.overdue()
    assert (late.code, late.letter.number, late.ours) == (case.code, 1, False)
    assert stages(messages, case)[0] == "overdue"
    messages.send(case, 2, {"received_at": ["2027-01-10"]}, night)
    assert messages.overdue() == [] and stages(messages, case)[:3] == ["answered", "done", "ready"]


def test_a_departure_is_awaited_by_the_agreed_time(messages, case, night, agree, clock):
    agree(case, "sharing")
    left = {"left_at": ["2027-01-11T08:00"], "by": ["air"], "transit": ["none"], "escort": ["none"]}
    with pytest.raises(NotFilledIn):
        messages.send(case, 5, left, night)
    messages.send(case, 5, {**left, "expected_by": ["2027-01-11T18:00"]}, night)  # noon in UTC
    clock.later(5.9 / 24)
    assert messages.overdue() == []
    clock.later(0.1 / 24)
    assert [late.letter.id for late in messages.overdue(case.code)] == ["post_departure"]


def test_the_receiving_house_owes_the_answer(messages, case, night, matters, store):
    Returns(matters, store).choose(case.code, "return_run_by_others", "receiving", night)
    assert [message.ours for message in messages.of(case)] == [False, True, False, True, False, True]
    messages.send(case, 1, REQUEST, night)  # it came: their consent, not ours
    assert messages.one(case, 1).stage == "waits"
    assert [one.ours for one in messages.awaited(10 * DAY + 1_800_000_000.0)] == [True]


def test_what_went_out_is_not_changed_any_more(messages, case, night, agree):
    agree(case, "referral")
    messages.send(case, 1, REQUEST, night)
    messages.fill(case, 1, {**REQUEST, "urgency": ["now"]}, night)
    assert messages.one(case, 1).values["urgency"] == "this_week"


def test_names_that_were_typed_are_masked_and_choices_that_are_none_are_dropped(messages, case, night):
    messages.fill(case, 1, {"language": ["Dari, says Amina"], "urgency": ["soonish"], "needs": ["gold"]}, night)
    values = messages.one(case, 1).values
    assert "Amina" not in str(values) and values["language"].startswith("Dari") and "urgency" not in values


def test_the_outcome_for_a_child_is_asked_for_a_child_only(house, messages, case, night):
    child = house.cases.open(night, Facts(age_group="12_to_17"))
    names = [{field.name for field in messages.one(one, 4).fields} for one in (case, child)]
    assert "child_outcome" not in names[0] and "child_outcome" in names[1]


def test_no_message_of_an_erased_case_is_overdue(house, messages, case, night, agree, clock):
    from bot.records.erasure import erase

    agree(case, "referral")
    messages.send(case, 1, REQUEST, night)
    erase(house.keeping, "case", case.code)
    clock.later(30)
    assert messages.overdue() == []


def test_sending_is_written_down_without_content(house, messages, case, night, agree):
    agree(case, "referral")
    messages.send(case, 1, REQUEST, night)
    assert ("message_sent", f"account:{night}", f"case:{case.code}") in house.written_down()
