"""Feedback is gentle and true: harm first, never more than two points, always something that worked."""

from __future__ import annotations

import random

import pytest

from knowledge.kinds import Move, Scenario
from knowledge.roleplay.feedback import Coach
from knowledge.roleplay.play import Cue, Play, Reply, Seen
from knowledge.roleplay.report import AREAS, report
from knowledge.roleplay.stage import Stage
from knowledge.roleplay.walking import example_play


@pytest.fixture(scope="module")
def coach(store):
    return Coach(store, store.get(Scenario, "salma"))


def feedback(coach, stage, *replies):
    return coach.on(stage.run(Play("salma", events=replies)).turns[-1])


def test_harm_comes_first_with_its_words_its_reason_and_a_better_way(coach, salma):
    cue = Cue(0, 18, "I promise you that")
    reply = Reply("I promise you that nobody comes in.", (Seen("reflection"), Seen("false_promise", 0.9, (cue,))))
    points = feedback(coach, salma, reply).points
    assert [point.sense for point in points] == ["harmful", "worked"]
    assert points[0].words == ("I promise you that",) and points[0].sounds_kind
    assert points[0].did and points[0].why and points[0].effect and points[0].sources
    assert points[0].better.text and points[0].better.like_text


def test_the_better_way_is_drawn_from_this_residents_reaction_where_there_is_one(coach, store):
    assert coach.better(store.get(Move, "blaming_why"), "any").place == "reactions/self_blame_shame"


def test_there_are_never_more_than_two_points_and_always_one_that_worked(coach, salma):
    rng = random.Random(3)  # noqa: S311  (the same scripts at every run)
    for _ in range(300):
        made = tuple(Seen(one) for one in rng.sample(sorted(salma.moves), rng.randrange(0, 5)))
        given = feedback(coach, salma, Reply(rng.choice(["", "yes", "word " * 40]), made))
        senses = [point.sense for point in given.points]
        assert len(senses) <= 2 and "worked" in senses and all(point.did for point in given.points)
        if any(salma.moves[seen.id].side == "harmful" for seen in made):
            assert senses[0] == "harmful"


def test_what_happened_is_noted(coach, salma, says):
    told = (says("confidentiality_explained"), says("breaching_confidentiality"))
    assert any("broke a word" in note for note in feedback(coach, salma, *told).notes)
    talk = salma.run(example_play(coach.scenario, "good"))
    notes = [note for turn in talk.turns for note in coach.on(turn).notes]
    assert any("goal" in note for note in notes) and any("first time" in note for note in notes)


def test_the_first_line_of_a_resident_has_no_feedback(coach, salma):
    assert coach.on(salma.open(Play("salma")).turn).points == ()


@pytest.fixture(params=["good", "poor", "stopped", "silent"])
def told(request, store, coach, salma):
    """A talk and its report."""
    play = example_play(coach.scenario, request.param) if request.param in ("good", "poor") else Play("salma")
    if request.param == "silent":
        play = play.then(Reply("")).then(Reply(""))
    trace = salma.run(play)
    return request.param, trace, report(coach, trace, play.level)


def test_a_report_has_a_curve_strengths_one_thing_to_try_and_no_mark(told):
    name, trace, whole = told
    assert len(whole.curve) == len(trace.turns)
    assert len(whole.strengths) == (2 if name == "stopped" else 3)
    assert whole.try_next.did and whole.try_next.better
    assert {area.id for area in whole.areas} == set(AREAS) and all(area.words for area in whole.areas)
    assert whole.debrief and whole.reactions == ("self_blame_shame",)
    assert not {"score", "mark", "points", "total"} & set(whole.as_json())


def test_a_poor_talk_shows_harm_first_and_a_good_one_what_was_well(told):
    name, _, whole = told
    levels = {area.level for area in whole.areas}
    assert ("harm" in levels) == (name == "poor") == bool(whole.harmful)
    assert whole.ending == {"good": "goal", "poor": "left"}.get(name, "stopped")
    if name == "good":
        assert whole.goal_reached_at and "well" in levels and whole.told


def test_what_was_missed_is_what_helps_this_resident(store, coach, salma, says):
    trace = salma.run(Play("salma", events=(says("reflection"),)))
    missed = [move for move, _, better in report(coach, trace, 1).missed if better]
    assert set(missed) == {"offering_choice", "not_your_fault", "asking_permission", "validation"}


def test_the_same_turn_always_gets_the_same_feedback(store):
    scenario = store.get(Scenario, "anto")
    stage = Stage(scenario, store.all(Move))
    for turn in stage.run(example_play(scenario, "good")).turns[1:]:
        assert Coach(store, scenario).on(turn) == Coach(store, scenario).on(turn)
