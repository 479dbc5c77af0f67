"""Plays a scenario to find what can never happen: a phase or goal nobody reaches, a talk without an end."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.kinds import Move, Scenario
from knowledge.roleplay.play import Play, Reply, Seen
from knowledge.roleplay.position import Trace
from knowledge.roleplay.roads import Distance, road_to, to_goal, to_leaving, to_phase, to_told
from knowledge.roleplay.stage import Stage

Parts = tuple[str, str, str]
#: Replies that the quickest way to the goal takes; fewer would teach nothing.
FEWEST_TO_GOAL = 4


@dataclass(frozen=True)
class _Content:
    """A scenario with its moves; two are the same when every word of them is."""

    words: str
    scenario: Scenario = field(compare=False)
    moves: tuple[Move, ...] = field(compare=False)


def dead_ends(scenario: Scenario, moves: tuple[Move, ...]) -> tuple[Parts, ...]:
    """Every place that cannot be reached and every example that does not end as it should: field, what, remedy."""
    words = scenario.model_dump_json() + "".join(move.model_dump_json() for move in moves)
    return _walked(_Content(words, scenario, moves))


@functools.lru_cache(maxsize=64)
def _walked(content: _Content) -> tuple[Parts, ...]:
    stage = Stage(content.scenario, content.moves)
    return (*_examples(stage), *_places(stage))


def example_play(scenario: Scenario, talk: str, seed: int = 1, level: int | None = None) -> Play:
    """A worked example (`good` or `poor`) as a play."""
    steps = getattr(scenario.examples, talk)
    replies = tuple(Reply(step.text, tuple(Seen(move) for move in step.moves)) for step in steps)
    return Play(scenario.id, seed, level or scenario.level, replies)


def _examples(stage: Stage) -> Iterator[Parts]:
    for talk, wanted in (("good", "goal"), ("poor", "left")):
        trace = stage.run(example_play(stage.scenario, talk))
        if trace.ended == wanted:
            continue
        after = len(trace.turns) - 1
        if trace.ended:
            what = f"ends with `{trace.ended}` after {after} replies, not with `{wanted}`"
        else:
            state = ", ".join(f"{feeling} {value:.0f}" for feeling, value in trace.position.inner.items())
            goal = " after the goal" if trace.position.memory.goal_at else ""
            what = f"does not end{goal}; after {after} replies: {state}; told: {', '.join(trace.position.memory.told)}"
        remedy = "end it with `ending_well`, or change goal or start" if talk == "good" else "add worse replies"
        yield f"examples {talk}", what, remedy


def _places(stage: Stage) -> Iterator[Parts]:
    scenario = stage.scenario
    traces = [stage.run(example_play(scenario, talk)) for talk in ("good", "poor")]
    seen = {turn.phase for trace in traces for turn in trace.turns}
    for phase in scenario.phases:
        if phase.id not in seen and not _found(stage, to_phase(scenario, phase.id)):
            yield f"phases {phase.id}", "is never reached", "widen its `when:` or move it up the list"
    told = {one for trace in traces for one in trace.position.memory.told}
    for reveal in scenario.reveals:
        if reveal.id not in told and not _found(stage, to_told(scenario, reveal.id)):
            yield f"reveals {reveal.id}", "is never told", "widen its `when:` or `after:`"
    because = {trace.turns[-1].because for trace in traces}
    for place, leaving in enumerate(scenario.leaves):
        roads = (to_leaving(scenario, place, care) for care in (0.0, 0.5, 2.0))
        if leaving.because not in because and not any(_found(stage, road) for road in roads):
            yield f"leaves {place + 1}", "never happens", "widen its `when:`"
    road = road_to(stage, to_goal(scenario), sorted(stage.moves))
    if road is None and not _reached_goal(traces):
        yield "goal", "is never reached", "make its `when:` easier, or give reveals a wider `when:`"
    if road is not None and len(road) < FEWEST_TO_GOAL:
        remedy = f"ask more of its `when:`, so that it takes {FEWEST_TO_GOAL} replies or more"
        yield "goal", f"can be reached with {len(road)} replies", remedy


def _reached_goal(traces: list[Trace]) -> bool:
    return any(trace.position.memory.goal_at is not None for trace in traces)


def _found(stage: Stage, distance: Distance) -> bool:
    return road_to(stage, distance, sorted(stage.moves)) is not None
