"""What a page shows of a talk, turn by turn: who said what, silences, and feedback where it is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from bot.practice.talk import Take
from knowledge.roleplay.feedback import Coach, Feedback
from knowledge.roleplay.lines import Spoken

_ACTION = re.compile(r"\*([^*]+)\*")
#: A line of nothing but these is no word.
_NO_WORDS = re.compile(r"[\s.…]*")


@dataclass(frozen=True)
class Piece:
    """A part of a line: words that are said, or what is seen."""

    kind: Literal["said", "seen"]
    text: str


@dataclass(frozen=True)
class Shown:
    """One turn. `reply` is None at the beginning and empty for a silence."""

    number: int
    reply: str | None
    pieces: tuple[Piece, ...]
    pause: float
    typing: float
    silent: bool
    feedback: Feedback | None


def shown(take: Take, coach: Coach, with_feedback: bool) -> list[Shown]:
    """The turns of a take."""
    turns = []
    for turn in take.trace.turns:
        feedback = coach.on(turn, take.play.seed) if with_feedback and turn.reply else None
        line = turn.line
        reply = turn.reply.text if turn.reply else None
        turns.append(Shown(turn.number, reply, pieces_of(line), line.pause, line.typing, line.silent, feedback))
    return turns


def pieces_of(line: Spoken) -> tuple[Piece, ...]:
    """A line in its parts."""
    pieces = []
    for place, part in enumerate(_ACTION.split(line.says)):
        text = part.strip()
        if place % 2:
            pieces.append(Piece("seen", text))
        elif not _NO_WORDS.fullmatch(text):
            pieces.append(Piece("said", text))
    return tuple(pieces)


def side_by_side(one: Take, other: Take, coach: Coach) -> tuple[int, list[tuple[Shown | None, Shown | None]]]:
    """How many turns (after the beginning) two takes share, and all their turns in pairs."""
    first, second = shown(one, coach, True), shown(other, coach, True)
    longest = max(len(first), len(second))
    pairs = list(zip(_filled(first, longest), _filled(second, longest)))
    alike = (mine == theirs for mine, theirs in zip(one.trace.turns, other.trace.turns))
    return _run(alike) - 1, pairs


def _filled(turns: Sequence[Shown], length: int) -> list[Shown | None]:
    return [*turns, *([None] * (length - len(turns)))]


def _run(alike: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, alike))
