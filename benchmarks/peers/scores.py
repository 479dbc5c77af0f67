"""What every peer gives for a text, and how that becomes an answer: one rule for all, its two limits from `dev`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.evaluation import measures
from bot.evaluation.sets import HeldOut
from bot.examples.gathered import Example

#: Limits tried for each of the two; more make no difference of a point.
_TRIED = 60


@dataclass(frozen=True)
class Scores:
    """Numbers of one peer for one text; only their order and the limits below give them meaning."""

    reactions: dict[str, float]
    none: float  # of the eight
    intents: dict[str, float]
    urgent: float


class Peer(Protocol):
    """Something to be compared with."""

    name: str

    def scores(self, examples: Sequence[Example], texts: Sequence[str]) -> list[Scores]:
        """Learn the examples, then give the scores of each text."""


@dataclass(frozen=True)
class Limits:
    """From which number on a further reaction is named, and a message is urgent."""

    further: float
    urgent: float


def answer(scores: Scores, limits: Limits) -> dict[str, Any]:
    """The same fields as `steadyhand understand`, as far as the figures read them."""
    intent = max(scores.intents, key=lambda name: scores.intents[name])
    return {
        "intent": {"name": intent, "confidence": min(1.0, max(0.0, scores.intents[intent]))},
        "reactions": [{"id": name} for name in _named(scores, limits.further)],
        "reaction_scores": scores.reactions,
        "urgent": scores.urgent >= limits.urgent,
        "situations": [],
    }


def chosen(described: Sequence[tuple[HeldOut, Scores]], urgent: Sequence[tuple[HeldOut, Scores]]) -> Limits:
    """The limits with the best micro-F1 of reactions, and the most recall less false alarms, on these messages."""

    def f1(limit: float) -> float:
        gold = [set(message.labels["reactions"]) for message, _ in described]
        given = [set(_named(scores, limit)) for _, scores in described]
        return measures.multilabel(gold, given)["micro"].f1

    def gain(limit: float) -> float:
        raised = [(bool(message.labels["urgent"]), scores.urgent >= limit) for message, scores in urgent]
        return measures.share(r for u, r in raised if u) - measures.share(r for u, r in raised if not u)

    further = _spread(value for _, scores in described for value in scores.reactions.values())
    return Limits(max(further, key=f1), max(_spread(scores.urgent for _, scores in urgent), key=gain))


def _named(scores: Scores, further: float) -> list[str]:
    """The best reaction, unless none of the eight is likelier, and every other that reaches the limit."""
    order = sorted(scores.reactions, key=lambda name: -scores.reactions[name])
    if scores.none >= scores.reactions[order[0]]:
        return []
    return [name for name in order if name == order[0] or scores.reactions[name] >= further]


def _spread(values: Iterable[float]) -> list[float]:
    """At most so many of the values, evenly from the smallest to the largest."""
    ordered = sorted(set(values))
    step = max(1.0, len(ordered) / _TRIED)
    return [ordered[int(index * step)] for index in range(int(len(ordered) / step))]
