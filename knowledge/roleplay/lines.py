"""Which words the resident says: the fitting ones not said yet, drawn by seed, with the silence before them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.kinds import Move, Scenario
from knowledge.kinds.move import FAMILIES, Family
from knowledge.kinds.scenario import ANYWHERE, Phase, Said

#: With fewer unsaid lines than this, wider places are drawn from too, so that ten plays differ. The most fitting lines
#: are then this many times as likely as others.
ENOUGH, _MORE_LIKELY = 4, 3
#: Seconds a word takes to type, the least and the most that typing is shown.
_TYPING_A_WORD, _LEAST_TYPING, _MOST_TYPING = 0.18, 0.6, 5.0
_ACTION = re.compile(r"\*[^*]*\*")


@dataclass(frozen=True)
class Spoken:
    """A line as it is shown: `key` names it, `pause` is silence before it, `typing` how long it seems to be typed.

    Both are seconds and hints. `silent` says that no word is spoken, only what is seen, between *stars*.
    """

    key: str
    says: str
    pause: float
    typing: float
    silent: bool


Pool = list[tuple[str, Said]]


def pools(scenario: Scenario, phase: Phase, move: str, family: Family) -> list[Pool]:
    """The lines that answer a move in a phase, the most fitting places first.

    Its own phase's lines for the move and its family; then that phase's lines for any helpful, harmful or neutral move
    and the lines for the move and family that fit every phase; then those for its side that fit every phase.
    """
    side = FAMILIES[family]
    places = [[(phase.id, move), (phase.id, family)]]
    if phase.own_lines_only:
        places.append([(phase.id, side)])
    else:
        places += [[(phase.id, side), (ANYWHERE, move), (ANYWHERE, family)], [(ANYWHERE, side)]]
    # Each place once: a move may be called as its family is.
    return [[entry for place in dict.fromkeys(level) for entry in _lines_at(scenario, *place)] for level in places]


def _lines_at(scenario: Scenario, place: str, key: str) -> Iterable[tuple[str, Said]]:
    for number, line in enumerate(scenario.lines.get(place, {}).get(key, ()), start=1):
        yield f"{place}/{key}/{number}", line


def named(prefix: str, lines: tuple[Said, ...]) -> Pool:
    """Lines of one list, each with its key."""
    return [(f"{prefix}/{number}", line) for number, line in enumerate(lines, start=1)]


def choose(levels: list[Pool], said: tuple[str, ...], heard: frozenset[str], draw: str) -> tuple[str, Said]:
    """One line: unsaid in this talk, best unheard in earlier ones too, from the most fitting places that have enough.

    `draw` decides among equals: the same text draws the same line. Raises LookupError when there is no line at all.
    """
    for shunned in (frozenset(said) | heard, frozenset(said), frozenset(said[-1:]), frozenset()):
        fitting: Pool = []
        found = 0
        for place, level in enumerate(levels):
            left = [entry for entry in level if entry[0] not in shunned]
            fitting += left * (1 if place else _MORE_LIKELY)
            found += len(left)
            if found >= ENOUGH:
                break
        if fitting:
            return fitting[number_from(draw, len(fitting))]
    raise LookupError("no line answers this move: run `steadyhand content check`")


def number_from(draw: str, below: int) -> int:
    """A number from 0 to below `below` that depends on the text alone, on every computer the same."""
    return int.from_bytes(hashlib.sha256(draw.encode()).digest()[:8], "big") % below


def spoken(key: str, line: Said, phase: Phase, arousal: float) -> Spoken:
    """A line with its silences. Someone who is closed or very tense takes longer to answer."""
    words = _ACTION.sub(" ", line.says).replace("…", " ").replace(".", " ").split()
    pause = line.pause if line.pause is not None else phase.pause + (1.0 if arousal >= 75 else 0.0)
    typing = min(_MOST_TYPING, max(_LEAST_TYPING, _TYPING_A_WORD * len(words))) if words else 0.0
    return Spoken(key, line.says, round(pause, 1), round(typing, 1), not words)


def answered(moves: list[Move]) -> Move:
    """The move of a reply that the resident answers to: harm first, then what asks most for an answer."""
    return min(
        moves,
        key=lambda move: (
            move.side != "harmful",
            move.effect.trust if move.side == "harmful" else -move.answers_first,
            -move.answers_first,
            move.id,
        ),
    )
