"""What is wrong with a travel plan or a reintegration plan is named, and a message without its answer becomes overdue."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.kinds import Letter
from knowledge.procedures import journey, plan
from knowledge.procedures.exchange import Sent, answer_due, standing
from knowledge.procedures.journey import Journey
from knowledge.procedures.judgement import judge
from knowledge.procedures.plan import Goal, Plan

HOUR = 3600.0
#: A Wednesday.
WEDNESDAY = dt.datetime(2027, 1, 13)


def at(hour, minute=0, day=WEDNESDAY):
    return day.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    "arrives, late",
    [(at(9), "no"), (at(6), "no"), (at(13, 59), "no"), (at(14), "yes"), (at(5, 59), "yes"), (at(23), "yes")],
)
def test_a_late_arrival_is_named(arrives, late):
    assert journey.worked_out(Journey(arrives))["JC-01"] == late


@pytest.mark.parametrize(
    "days, week, off",
    [
        (0, "monday_to_friday", "no"),
        (3, "monday_to_friday", "yes"),  # Saturday
        (4, "monday_to_friday", "yes"),
        (4, "sunday_to_thursday", "no"),
        (2, "sunday_to_thursday", "yes"),  # Friday
        (2, "saturday_to_thursday", "yes"),
        (3, "monday_to_saturday", "no"),
    ],
)
def test_a_day_outside_the_working_week_of_that_country_is_named(days, week, off):
    arrives = at(9, day=WEDNESDAY + dt.timedelta(days=days))
    assert journey.worked_out(Journey(arrives, working_week=week))["JC-02"] == off


def test_a_good_plan_has_nothing_to_mend(library):
    checks = library.items["questions"]["journey_checks"]
    answers = {**journey.worked_out(Journey(at(10), "air", 0)), "JC-03": "no", "JC-09": "yes", "JC-10": "yes"}
    answers |= {"JC-12": "yes", "JC-13": "yes", "JC-14": "no", "JC-15": "no", "JC-16": "yes"}
    found = judge(checks, answers, {"age_group": "26_to_59"})
    assert found.findings == () and found.not_asked == ()


def test_a_bad_plan_names_each_thing_that_is_wrong(library):
    checks = library.items["questions"]["journey_checks"]
    answers = {**journey.worked_out(Journey(at(22, day=WEDNESDAY + dt.timedelta(days=3)), "bus", 2)), "JC-09": "no"}
    answers |= {"JC-07": "yes", "JC-05": "no"}
    found = [one.code for one in judge(checks, answers).stands_out]
    assert found == ["JC-01", "JC-02", "JC-04", "JC-05", "JC-06", "JC-07", "JC-09"]


def test_what_is_not_planned_yet_is_not_known_rather_than_fine():
    assert set(journey.worked_out(Journey()).values()) == {"unknown"}
    assert journey.worked_out(Journey(None, "train"))["JC-04"] == "yes"


def test_a_plan_names_the_goal_without_somebody_or_a_date():
    found = plan.worked_out(Plan(goals=(Goal("housing", "a room", by="case_manager"),)), "2026-11-22")
    assert (found["PC-02"], found["PC-03"]) == ("yes", "no")


def test_a_goal_past_its_date_is_named_until_it_is_reached():
    late = Goal("housing", "a room", by="case_manager", due="2026-11-01")
    assert plan.worked_out(Plan(goals=(late,)), "2026-11-22")["PC-04"] == "yes"
    reached = Goal("housing", "a room", due="2026-11-01", state="reached")
    assert plan.worked_out(Plan(goals=(reached,)), "2026-11-22")["PC-04"] == "no"


@pytest.mark.parametrize(
    "goal, tied",
    [
        (Goal("education", "a course"), "no"),
        (Goal("education", "a course", market="Two bakeries take people on; pay covers a room."), "yes"),
        (Goal("education", "back to school", helps=("RN-ED-H1",)), "yes"),
        (Goal("work", "a stall"), "no"),
        (Goal("housing", "a room"), "yes"),
    ],
)
def test_training_and_work_have_to_be_tied_to_jobs_that_are_there(goal, tied):
    assert plan.worked_out(Plan(goals=(goal,)), "2026-11-22")["PC-06"] == tied


def test_a_review_that_has_passed_is_no_review(library):
    checks = library.items["questions"]["plan_checks"]
    whole = Plan("a shop", "with a meal", "2026-12-01", True, "2026-11-20", True, (Goal("income", "rent", (), "me"),))
    answers = plan.worked_out(whole, "2026-11-22")
    assert [one.code for one in judge(checks, answers).stands_out] == ["PC-03"]
    assert plan.worked_out(whole, "2026-12-02")["PC-07"] == "no"


def test_a_request_waits_for_its_answer_and_is_overdue_when_it_does_not_come(library):
    letters = library.all(Letter)
    sent = {"request_for_assistance": Sent(0.0, 120 * HOUR)}
    stages = {one.letter.number: one.stage for one in standing(letters, sent, "sending", 119 * HOUR)}
    assert stages == {1: "waits", 2: "ready", 3: "later", 4: "later", 5: "later", 6: "later"}
    assert standing(letters, sent, "sending", 120 * HOUR)[0].stage == "overdue"
    answered = {**sent, "confirmation_of_request": Sent(130 * HOUR)}
    late = {one.letter.number: one.stage for one in standing(letters, answered, "sending", 200 * HOUR)}
    assert late == {1: "answered", 2: "done", 3: "ready", 4: "later", 5: "later", 6: "later"}


def test_the_side_that_receives_owes_the_answers(library):
    found = standing(library.all(Letter), {}, "receiving", 0.0)
    assert [one.ours for one in found] == [False, True, False, True, False, True]


def test_the_arrival_is_awaited_by_the_agreed_time_and_requests_by_their_usual_wait(library):
    letters = library.items["letter"]
    assert answer_due(letters["post_departure"], 0.0, 5 * HOUR) == 5 * HOUR
    assert answer_due(letters["reintegration_request"], 0.0, None) == 168 * HOUR
    assert answer_due(letters["arrival_confirmation"], 0.0, None) is None
