"""A case is on one of four paths; its return needs a level of care with reasons; its travel plan is looked at."""

import pytest

from bot.cases.facts import Facts
from bot.referral.returns import Returns
from knowledge.store import UnknownItem


@pytest.fixture
def returns(matters, store):
    return Returns(matters, store)


def test_the_four_scenarios_stand_in_order(returns):
    assert [path.number for path in returns.paths] == [1, 2, 3, 4]


@pytest.mark.parametrize("path", ["comes_directly", "sent_by_police_or_partner", "return_run_by_others"])
def test_a_chosen_path_shows_its_steps(returns, case, night, path):
    returns.choose(case.code, path, "sending", night)
    chosen = returns.of(case)
    assert chosen.path.id == path and len(chosen.steps) > 5 and not chosen.on_hold


def test_who_applies_to_stay_has_the_return_on_hold(returns, case, night):
    returns.choose(case.code, "no_return_for_now", "sending", night)
    assert returns.of(case).on_hold


def test_steps_for_children_are_shown_for_a_child_and_where_the_age_is_not_known(house, returns, case, night):
    child = house.cases.open(night, Facts(age_group="12_to_17"))
    unknown = house.cases.open(night)
    shown = {}
    for one in (case, child, unknown):
        returns.choose(one.code, "comes_directly", "sending", night)
        shown[one.facts.age_group] = [step.id for step in returns.of(one).steps]
    assert "RP1-06" in shown["12_to_17"] and "RP1-06" in shown["unknown"] and "RP1-06" not in shown["26_to_59"]


def test_a_path_that_is_not_there_is_refused(returns, case, night):
    with pytest.raises(UnknownItem):
        returns.choose(case.code, "none", "sending", night)
    assert returns.of(case).path is None


def test_care_comes_from_answers_and_the_facts_of_the_case(house, returns, night):
    case = house.cases.open(night, Facts(cooperating="intends_to"))
    sheet = returns.security.begin(case.code, night, "before_departure")
    sheet = returns.security.save(case.code, sheet.id, night, {"DS-A4": "yes"}, {}, sheet.version)
    care = returns.care(sheet, case)
    assert care.level.id == "immediate" and care.reasons[0].code == "DS-T1" and care.at_least


def test_a_travel_plan_names_what_is_wrong_and_keeps_what_was_answered(restarted, returns, store, case, night):
    plan = {"arrives": "2027-01-16T21:30", "by": "bus", "transit_points": "2", "working_week": "monday_to_friday"}
    returns.plan_travel(case.code, plan, {"JC-09": "no", "JC-01": "no"}, night)
    travel = Returns(restarted(), store).travel(case)
    assert [one.code for one in travel.judgement.stands_out] == ["JC-01", "JC-02", "JC-04", "JC-06", "JC-09"]
    assert travel.plan.transit_points == 2 and travel.plan.arrives.hour == 21


def test_no_travel_plan_yet_is_nothing_wrong_yet(returns, case):
    travel = returns.travel(case)
    assert not travel.is_there and travel.judgement.findings == ()


@pytest.mark.parametrize(
    "wrong", [{"arrives": "soon"}, {"by": "magic"}, {"transit_points": "-1"}, {"transit_points": "²"}]
)
def test_what_cannot_be_in_a_travel_plan_is_kept_as_not_planned(returns, case, night, wrong):
    returns.plan_travel(case.code, wrong, {"JC-09": "perhaps"}, night)
    travel = returns.travel(case)
    assert travel.answers["JC-04"] == "unknown" and "JC-09" not in travel.answers
