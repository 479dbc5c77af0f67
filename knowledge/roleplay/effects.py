"""From the moves of a reply to the change of the inner state: with inertia, memory and the resident's own weights.

The numbers here and in the moves are the project's own practice synthesis (P), set so that a good talk takes eight to
fifteen replies and a poor one ends in three to eight. What they must hold to: harm counts fully at once and is never
made up for by kindness in the same reply; trust once lost grows back slower; saying sorry gives back less than was
lost; a broken word is remembered to the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.kinds import Move, Scenario
from knowledge.kinds.move import FEELINGS, HEAVY, Feeling
from knowledge.kinds.scenario import Phase
from knowledge.roleplay.memory import Memory

Feelings = Mapping[Feeling, float]
#: Level of the play → how much helpful moves give and harmful moves take.
LEVELS: dict[int, tuple[float, float]] = {1: (0.85, 0.65), 2: (0.7, 0.85), 3: (0.58, 1.05)}
#: The main move of a reply counts fully; a speech of many kind sentences does not help more and more.
_SHARE_OF_GOOD = (1.0, 0.6, 0.35)
_SHARE_OF_HARM = (1.0, 0.6)
#: The same kind of helpful reply again and again: what is left of its effect.
_AGAIN = (1.0, 0.8, 0.55, 0.35)
#: What was said once is known: hearing it again later in the talk gives less.
_KNOWN = (1.0, 0.75, 0.5, 0.35)
_KNOWN_FAMILIES = frozenset({"honesty", "strength", "closing"})
_HARM_AGAIN = 1.25
_HELPS_MOST, _CLOSES_UP = 1.35, 1.5
#: Of every change this part is felt now and the rest with the next reply.
_AT_ONCE = 0.75
_SLOWER_WHILE_HURT, _SLOWER_AFTER_BROKEN_WORD = 0.6, 0.6
_BROKEN_WORD: dict[Feeling, float] = {"trust": -9.0, "safety": -6.0, "arousal": 5.0}
_MOST_AT_ONCE = 22.0


@dataclass(frozen=True)
class Felt:
    """What one cause did: a move's id, or `broken_word`, `later` or `sore_point`, and the points by feeling."""

    cause: str
    points: tuple[tuple[Feeling, float], ...]


@dataclass(frozen=True)
class Weighing:
    """What a reply meets: whom, in which phase, with what memory and at which level."""

    scenario: Scenario
    phase: Phase
    memory: Memory
    level: int


def felt_from(moves: list[Move], weighing: Weighing) -> tuple[Felt, ...]:
    """What each move of a reply does by itself. Where there is harm, nothing in the reply adds trust."""
    harmful = sorted((move for move in moves if move.side == "harmful"), key=lambda move: (move.effect.trust, move.id))
    others = sorted((move for move in moves if move.side != "harmful"), key=_weight_of_good)
    felt = [Felt(move.id, _harm(move, _share(_SHARE_OF_HARM, place), weighing)) for place, move in enumerate(harmful)]
    for place, move in enumerate(others):
        points = _good(move, _share(_SHARE_OF_GOOD, place) * (0.3 if harmful else 1.0), weighing)
        if harmful:
            points = tuple((feeling, min(0.0, change) if feeling == "trust" else change) for feeling, change in points)
        felt.append(Felt(move.id, points))
    if weighing.memory.broken_now(harmful):
        felt.append(Felt("broken_word", tuple(_BROKEN_WORD.items())))
    return tuple(felt)


def _weight_of_good(move: Move) -> tuple[float, str]:
    return (-sum(abs(points) for points in move.effect.by_feeling().values()), move.id)


def _share(shares: tuple[float, ...], place: int) -> float:
    return shares[min(place, len(shares) - 1)]


def _harm(move: Move, share: float, weighing: Weighing) -> tuple[tuple[Feeling, float], ...]:
    factor = share * LEVELS[weighing.level][1]
    factor *= _CLOSES_UP if move.id in weighing.scenario.closes_up else 1.0
    factor *= _HARM_AGAIN if weighing.memory.times(move.id) else 1.0
    return _scaled(move, factor * _phase_weight(move, weighing))


def _good(move: Move, share: float, weighing: Weighing) -> tuple[tuple[Feeling, float], ...]:
    factor = share * LEVELS[weighing.level][0] * _share(_AGAIN, weighing.memory.in_a_row(move.family))
    factor *= _share(_KNOWN, weighing.memory.times(move.id)) if move.family in _KNOWN_FAMILIES else 1.0
    factor *= _HELPS_MOST if move.id in weighing.scenario.helps_most else 1.0
    factor *= _phase_weight(move, weighing)
    return (*_repaired(move, factor, weighing.memory), *_scaled(move, factor))


def _repaired(move: Move, factor: float, memory: Memory) -> tuple[tuple[Feeling, float], ...]:
    """The trust that saying sorry gives back: a share of what was lost and is not made good yet, never all of it."""
    points = round(min(factor, 1.0) * move.repairs * memory.hurt, 2)
    return (("trust", points),) if points else ()


def _phase_weight(move: Move, weighing: Weighing) -> float:
    weigh = weighing.phase.weigh
    return weigh.get(move.id, weigh.get(move.family, 1.0))


def _scaled(move: Move, factor: float) -> tuple[tuple[Feeling, float], ...]:
    return tuple((feeling, round(points * factor, 2)) for feeling, points in move.effect.by_feeling().items() if points)


def changed(
    inner: Feelings, felt: tuple[Felt, ...], memory: Memory, harmed: bool
) -> tuple[dict[Feeling, float], dict[Feeling, float], float]:
    """The inner state after these causes, what is left to be felt with the next reply, and the new `hurt`.

    With harm in the reply, what was still to come of earlier kindness is lost.
    """
    waiting = dict(memory.momentum)
    after: dict[Feeling, float] = {}
    left: dict[Feeling, float] = {}
    hurt = memory.hurt
    for feeling in FEELINGS:
        total = sum(dict(one.points).get(feeling, 0.0) for one in felt)
        better = -total if feeling in HEAVY else total
        carried = waiting.get(feeling, 0.0)
        if harmed and (carried < 0) == (feeling in HEAVY):
            carried = 0.0
        if better > 0:
            total *= _room(inner[feeling], feeling) * (_slowed(hurt, memory) if feeling == "trust" else 1.0)
        at_once = _AT_ONCE if better > 0 else 1.0
        step = max(-_MOST_AT_ONCE, min(_MOST_AT_ONCE, total * at_once + carried))
        after[feeling] = round(max(0.0, min(100.0, inner[feeling] + step)), 2)
        left[feeling] = round(total * (1 - at_once), 2)
        if feeling == "trust":
            hurt = round(max(0.0, hurt - (after[feeling] - inner[feeling])), 2)
    return after, left, hurt


def _room(value: float, feeling: Feeling) -> float:
    """What is nearly as good as can be moves little further."""
    distance = value if feeling in HEAVY else 100.0 - value
    return min(1.0, distance / 45.0)


def _slowed(hurt: float, memory: Memory) -> float:
    return (_SLOWER_WHILE_HURT if hurt > 0 else 1.0) * (_SLOWER_AFTER_BROKEN_WORD if memory.broken else 1.0)
