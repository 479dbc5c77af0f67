"""How far the six messages between the two sides have come: what to send, what is awaited, what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.kinds.letter import Letter, Side

#: `ready`: may be sent or may come. `waits`: sent, its answer has not come. `overdue`: the same, too late.
Stage = Literal["later", "ready", "waits", "overdue", "answered", "done"]
_HOUR = 3600.0


@dataclass(frozen=True)
class Sent:
    """A message that was sent or received. Times are in seconds since 1970; `answer_by` of a request only."""

    at: float
    answer_by: float | None = None


@dataclass(frozen=True)
class Standing:
    """Where one message stands. `ours`: we send it; otherwise we wait for it and write down when it comes."""

    letter: Letter
    stage: Stage
    ours: bool
    sent: Sent | None = None


def answer_due(letter: Letter, at: float, expected_by: float | None) -> float | None:
    """When the answer to a message is due: as agreed, or after its usual wait. None for what needs no answer."""
    if expected_by is not None:
        return expected_by
    return at + letter.wait_hours * _HOUR if letter.wait_hours else None


def standing(letters: Sequence[Letter], sent: Mapping[str, Sent], side: Side, now: float) -> list[Standing]:
    """Where each message stands, seen from our side."""
    answers = {letter.confirms: letter.id for letter in letters if letter.confirms}
    ordered = sorted(letters, key=lambda one: one.number)
    return [
        Standing(letter, _stage(letter, ordered, sent, answers, now), letter.sent_by == side, sent.get(letter.id))
        for letter in ordered
    ]


def _stage(
    letter: Letter, ordered: Sequence[Letter], sent: Mapping[str, Sent], answers: Mapping[str, str], now: float
) -> Stage:
    mine, answer = sent.get(letter.id), answers.get(letter.id)
    if mine is not None:
        if answer is None:
            return "done"
        if answer in sent:
            return "answered"
        return "overdue" if mine.answer_by is not None and mine.answer_by <= now else "waits"
    # What a person tells us out of order is written down all the same: a departure does not wait for paper.
    before = [one for one in ordered if one.number < letter.number]
    return "ready" if not before or before[-1].id in sent else "later"
