"""A plan is the person's: goals with somebody and a date, tied to real jobs, and nothing silently overwritten."""

import pytest

from bot.cases.facts import ChangedMeanwhile
from bot.reintegration.plans import Plans

GOAL = {"area": "housing", "aim": "A room near the school", "by": "case_manager", "due": "2027-02-01"}


@pytest.fixture
def plans(matters, store):
    return Plans(matters, store)


def missing(plans, case):
    return [one.code for one in plans.of(case).missing]


def test_no_plan_yet_is_nothing_missing_yet(plans, case):
    assert missing(plans, case) == []


def test_a_plan_names_what_is_still_to_be_agreed(plans, case, night):
    plans.add_goal(case.code, {**GOAL, "by": "", "due": ""}, (), night)
    assert missing(plans, case) == ["PC-01", "PC-02", "PC-03", "PC-05", "PC-07", "PC-08", "PC-09", "PC-10"]


def test_a_whole_plan_has_nothing_missing_and_survives_a_restart(restarted, plans, store, case, night):
    plans.add_goal(case.code, GOAL, ("RN-HO-H2", "RN-SA-H1"), night)
    head = {"success": "A door of my own", "ending": "We eat together", "review": "2027-02-01", "agreed": "2027-01-10"}
    plans.write(case.code, {**head, "safety_plan": "yes", "copies_safe": "yes"}, 0, night)
    kept = Plans(restarted(), store)
    assert missing(kept, case) == []
    assert kept.of(case).goals[0].goal.helps == ("RN-HO-H2",)  # of its own area only


def test_training_without_the_local_market_is_named(plans, case, night):
    goal = plans.add_goal(case.code, {**GOAL, "area": "education", "aim": "Learn to bake"}, ("RN-ED-H2",), night)
    assert "PC-06" in missing(plans, case)
    found = {**GOAL, "area": "education", "market": "Two bakeries look for people; pay covers a room."}
    plans.change_goal(case.code, goal.id, found, (), goal.version, night)
    assert "PC-06" not in missing(plans, case)


def test_two_people_at_once_never_silently_overwrite(plans, case, night):
    goal = plans.add_goal(case.code, GOAL, (), night)
    plans.change_goal(case.code, goal.id, {**GOAL, "aim": "Another room"}, (), goal.version, night)
    with pytest.raises(ChangedMeanwhile):
        plans.change_goal(case.code, goal.id, {**GOAL, "aim": "A third"}, (), goal.version, night)
    plans.write(case.code, {"success": "one"}, 0, night)
    with pytest.raises(ChangedMeanwhile):
        plans.write(case.code, {"success": "two"}, 0, night)
    assert plans.of(case).plan.success == "one" and plans.of(case).goals[0].goal.aim == "Another room"


def test_names_are_masked(plans, case, night):
    plans.add_goal(case.code, {**GOAL, "aim": "Live with Amina"}, (), night)
    assert "Amina" not in plans.of(case).goals[0].goal.aim


@pytest.mark.parametrize("wrong", [{"by": "Bob"}, {"due": "soon"}, {"state": "forgotten"}])
def test_what_is_none_of_the_choices_is_left_open(plans, case, night, wrong):
    plans.add_goal(case.code, {**GOAL, **wrong}, (), night)
    goal = plans.of(case).goals[0].goal
    assert goal.state == "open" and {"by": goal.by, "due": goal.due}.get(next(iter(wrong)), "") == ""


def test_a_goal_of_no_area_is_refused(plans, case, night):
    with pytest.raises(ValueError):
        plans.add_goal(case.code, {**GOAL, "area": "wealth"}, (), night)


def test_every_area_of_assistance_is_there_with_kinds_of_help(plans):
    assert {area.id for area in plans.areas} >= {
        "housing", "health", "psychosocial", "legal", "education", "work", "income", "family", "documents", "community"
    }  # fmt: skip
    assert all(area.helps for area in plans.areas)


def test_what_is_needed_stands_out_area_by_area(plans, case, night):
    sheet = plans.needs.begin(case.code, night)
    plans.needs.save(case.code, sheet.id, night, {"RN-HO1": "no", "RN-ED1": "yes"}, {}, 1)
    found = plans.needs.judged(plans.needs.of(case.code)[-1], case)
    assert [one.code for one in found.stands_out] == ["RN-HO1", "RN-ED1"]
    assert "RN-ED2" in [one.id for one in found.not_asked]
