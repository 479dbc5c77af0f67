"""Every resident by itself: reachable goal, an answer to everything, and ten plays that do not repeat."""

from __future__ import annotations

import re

import pytest

from knowledge.kinds import Move
from knowledge.kinds.scenario import Scenario
from knowledge.reading import CONTENT_FOLDER
from knowledge.roleplay.roads import road_to, to_goal
from knowledge.roleplay.stage import Stage
from knowledge.roleplay.walking import example_play

SCENARIOS = sorted(path.stem for path in (CONTENT_FOLDER / "en" / "scenarios").glob("*.yml"))


@pytest.fixture(params=SCENARIOS)
def stage(request, library):
    return Stage(library.items["scenario"][request.param], library.all(Move))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_good_talk_reaches_the_goal_and_ends_well(stage, seed):
    trace = stage.run(example_play(stage.scenario, "good", seed))
    assert trace.ended == "goal"
    assert trace.turns[-1].after["trust"] > trace.turns[0].after["trust"]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_goal_can_be_reached_at_every_level_without_harm(stage, level):
    helpful = [move.id for move in stage.moves.values() if move.side == "helpful"]
    assert road_to(stage, to_goal(stage.scenario), helpful, level)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_poor_talk_closes_the_resident_up_until_they_leave(stage, level):
    trace = stage.run(example_play(stage.scenario, "poor", level=level))
    before = stage.scenario.start.trust
    assert trace.turns[-1].after["trust"] < before
    if level >= stage.scenario.level:
        assert trace.ended == "left" and trace.turns[-1].because


def test_ten_plays_of_the_same_replies_are_ten_different_talks(stage):
    talks = [
        tuple(turn.line.says for turn in stage.run(example_play(stage.scenario, "good", seed)).turns)
        for seed in range(10)
    ]
    assert len(set(talks)) == 10
    for number in range(10):
        for other in range(number):
            same = sum(one == two for one, two in zip(talks[number], talks[other]))
            assert same <= 0.6 * len(talks[number]), (number, other)


def test_nothing_is_said_twice_in_a_talk(stage):
    said = [turn.line.key for turn in stage.run(example_play(stage.scenario, "good")).turns]
    assert len(said) == len(set(said))


def test_the_trainee_knows_beforehand_what_comes_up_and_who_is_played(stage):
    scenario: Scenario = stage.scenario
    assert scenario.content_note and scenario.scene and scenario.goal.text
    assert not re.search(r"\bvictim", scenario.model_dump_json(), re.IGNORECASE)
