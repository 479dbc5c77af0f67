"""Looks for a row of moves that leads a resident to some place: a phase, something told, the goal, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knowledge.kinds import Scenario
from knowledge.kinds.scenario import When
from knowledge.roleplay.play import Play, Reply, Seen
from knowledge.roleplay.position import Position
from knowledge.roleplay.stage import Stage

#: Replies within which a place has to be reached.
LONGEST_ROAD = 30
#: Points that a careful road keeps from where the talk would end for another reason.
_KEPT_AWAY = 15.0
#: How far a position is from where one wants to go; 0 is there.
Distance = Callable[[Position], float]


def road_to(stage: Stage, distance: Distance, moves: Iterable[str], level: int | None = None) -> list[str] | None:
    """Moves, one a reply, that lead to distance 0, or None. At each turn the move that brings nearest is taken."""
    play = Play(stage.scenario.id, level=level or stage.scenario.level)
    position = stage.open(play)
    choices = list(moves)
    road: list[str] = []
    while distance(position) > 0:
        if position.ended or len(road) >= LONGEST_ROAD:
            return None
        best: tuple[float, int, str] | None = None
        for move in choices:
            there = stage.step(position, play, Reply("…", (Seen(move),)))
            if there.ended and distance(there) > 0:
                continue
            rank = (distance(there), position.memory.times(move), move)
            if best is None or rank < best[:3]:
                best, nearest = rank, there
        if best is None:
            return None
        road.append(best[2])
        position = nearest
    return road


def to_range(when: When) -> Distance:
    """How many points the inner state lies outside a range, over all its feelings."""
    return lambda position: sum(bound.distance(position.inner[feeling]) for feeling, bound in when.items())


def to_phase(scenario: Scenario, phase: str) -> Distance:
    """How far a phase is: its own range, and out of those that come before it in the list."""
    wanted = next(one for one in scenario.phases if one.id == phase)
    before = scenario.phases[: scenario.phases.index(wanted)]

    def distance(position: Position) -> float:
        if position.phase == phase:
            return 0.0
        return 1.0 + to_range(wanted.when)(position) + sum(_way_out(one.when, position) for one in before)

    return distance


def _way_out(when: When, position: Position) -> float:
    """Points to go until a range is left for good; 0 outside it."""
    if not all(bound.holds(position.inner[feeling], 3.0) for feeling, bound in when.items()):
        return 0.0
    ways = []
    for feeling, bound in when.items():
        value = position.inner[feeling]
        ways += [value - bound.low + 4] if bound.low > 0 else []
        ways += [bound.high - value + 4] if bound.high <= 100 else []
    return max(0.0, min(ways, default=0.0))


def to_told(scenario: Scenario, reveal_id: str) -> Distance:
    """How far something is from being told, with what has to be told before it."""
    reveal = next(one for one in scenario.reveals if one.id == reveal_id)
    first = [to_told(scenario, one) for one in reveal.once_told]

    def distance(position: Position) -> float:
        if reveal_id in position.memory.told:
            return 0.0
        ahead = sum(one(position) for one in first)
        return 1.0 + ahead + to_range(reveal.when)(position)

    return distance


def to_goal(scenario: Scenario) -> Distance:
    """How far the goal is: its range, what has to be told and done."""
    goal = scenario.goal
    told = [to_told(scenario, one) for one in goal.told]

    def distance(position: Position) -> float:
        if position.memory.goal_at is not None:
            return 0.0
        undone = sum(1.0 for move in goal.done if not position.memory.times(move))
        return 1.0 + undone + to_range(goal.when)(position) + sum(one(position) for one in told)

    return distance


def to_leaving(scenario: Scenario, place: int, care: float = 0.0) -> Distance:
    """How far the resident is from leaving for this reason. With `care` other reasons to leave are kept away from."""
    leaving = scenario.leaves[place]
    near = to_range(leaving.when)
    others = [to_range(one.when) for one in scenario.leaves if one is not leaving]

    def distance(position: Position) -> float:
        if position.turn.because == leaving.because:
            return 0.0
        return 1.0 + near(position) + care * sum(max(0.0, _KEPT_AWAY - other(position)) for other in others)

    return distance
