"""The figures of one split: each held-out set through the assistant, against the labels of its writer."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.evaluation import masking, measures, moves
from bot.evaluation.sets import HeldOut, read

NONE = "none of the eight"
#: Sets of what trainees say to played residents.
PRACTICE = frozenset({"moves", "talk"})


class Understand(Protocol):
    """What measuring needs of the assistant: `Door.understand`."""

    def __call__(self, text: str, practice: bool = False) -> Awaitable[dict[str, Any]]:
        """What is understood of a text; with `practice`, of a reply to a played resident."""


@dataclass
class Figures:
    """What one set gave: single figures by name, a table by label, and material for pictures."""

    name: str
    figures: dict[str, float] = field(default_factory=dict)
    table: dict[str, measures.Scores] = field(default_factory=dict)
    confusion: list[tuple[str, str, int]] = field(default_factory=list)
    calibration: list[tuple[float, float, int]] = field(default_factory=list)
    abstention: list[tuple[float, float, float]] = field(default_factory=list)
    worst: list[tuple[str, str, str, float]] = field(default_factory=list)


async def of_split(split: str, understand: Understand) -> list[Figures]:
    """The figures of every set of a split that there is."""
    found = []
    for name, measure in MEASURED.items():
        messages = read(split, name)
        if messages:
            understood = [await understand(message.text, practice=name in PRACTICE) for message in messages]
            found.append(measure(name, messages, understood))
    return found


def _reactions(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    gold = [list(message.labels["reactions"]) for message in messages]
    given = [[one["id"] for one in answer["reactions"]] for answer in understood]
    real = [index for index, labels in enumerate(gold) if labels]
    none = [index for index, labels in enumerate(gold) if not labels]
    best = [max(answer["reaction_scores"], key=answer["reaction_scores"].get) for answer in understood]
    first = [given[index][0] if given[index] else best[index] for index in range(len(gold))]
    confidences = [max(answer["reaction_scores"].values()) for answer in understood]
    right = [first[index] in gold[index] for index in real]
    table = measures.multilabel([set(labels) for labels in gold], [set(labels) for labels in given])
    # Whether a duty supervisor would have to act now: a reader's judgement, absent where the reader was unsure.
    calm = [index for index, message in enumerate(messages) if message.labels.get("urgent") is False]
    pressing = [index for index, message in enumerate(messages) if message.labels.get("urgent")]
    second = [list(message.labels["second_reader"]) for message in messages]  # who did not see the writer's labels
    agreed = [index for index in real if second[index][:1] == gold[index][:1]]
    return Figures(
        name,
        {
            "primary": measures.share(first[i] == gold[i][0] for i in real),
            "first one among the labels": measures.share(right),
            "primary of a second reader": measures.share(i in agreed for i in real),
            "primary where both readers agree": measures.share(first[i] == gold[i][0] for i in agreed),
            "micro-F1": table["micro"].f1,
            "none of the eight recognised": measures.share(not given[i] for i in none),
            "reactions lost to none": measures.share(not given[i] for i in real),
            "alarms on everyday messages": measures.share(understood[i]["urgent"] for i in calm),
            "urgent ones noticed": measures.share(understood[i]["urgent"] for i in pressing),
        },
        table,
        measures.confusion([gold[i][0] for i in real], [first[i] if given[i] else NONE for i in real]),
        measures.calibration([confidences[i] for i in real], right),
        measures.abstention([confidences[i] for i in real], right),
        _worst([(messages[i].text, gold[i][0], first[i], confidences[i]) for i in real if first[i] not in gold[i]]),
    )


def _intents(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    gold = [message.labels["intent"] for message in messages]
    asked = [answer.get("asked_intent") or answer["intent"] for answer in understood]
    given = [one["name"] for one in asked]
    confidences = [float(one["confidence"]) for one in asked]
    right = [g == p for g, p in zip(gold, given)]
    figures = {"accuracy": measures.share(right)}
    topics = [(m.labels["topic"], a.get("topic")) for m, a in zip(messages, understood) if m.labels.get("topic")]
    if topics:
        figures["topic"] = measures.share(g == p for g, p in topics)
    return Figures(
        name,
        figures,
        measures.multilabel([{g} for g in gold], [{p} for p in given]),
        measures.confusion(gold, given),
        measures.calibration(confidences, right),
        measures.abstention(confidences, right),
        _worst([(m.text, g, p, c) for m, g, p, c in zip(messages, gold, given, confidences) if g != p]),
    )


def _urgent(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    urgent = [index for index, message in enumerate(messages) if message.labels["urgent"]]
    calm = [index for index, message in enumerate(messages) if not message.labels["urgent"]]
    gold = [set(message.labels.get("situations", ())) for message in messages]
    given = [[one["id"] for one in answer["situations"]] for answer in understood]
    seen = [index for index in urgent if understood[index]["urgent"]]
    named = [index for index in seen if gold[index] and given[index]]
    missed = [
        (messages[i].text, ", ".join(sorted(gold[i])) or "urgent", "not urgent", 0.0) for i in urgent if i not in seen
    ]
    false = [(messages[i].text, "not urgent", ", ".join(given[i]), 1.0) for i in calm if understood[i]["urgent"]]
    figures = {
        "recall": measures.share(understood[i]["urgent"] for i in urgent),
        "false alarms on look-alikes": measures.share(understood[i]["urgent"] for i in calm),
    }
    if named:
        figures["right category"] = measures.share(given[i][0] in gold[i] for i in named)
    was = [given[i][0] if given[i][0] in gold[i] else min(gold[i]) for i in named]
    return Figures(
        name,
        figures,
        measures.multilabel(gold, [set(labels[:1]) for labels in given]) if named else {},
        measures.confusion(was, [given[i][0] for i in named]),
        worst=missed[:15] + false[:15],
    )


def _masking(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    return Figures(name, masking.single_figures(messages, understood), masking.table(messages, understood))


def _moves(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    gold, given = moves.named(messages, understood)
    poor = moves.harmful()
    # The pairs taken for each other: what was missed in a reply, and what was wrongly given to the same reply.
    taken = [(missed, wrong) for g, p in zip(gold, given) for missed in g - p for wrong in p - g]
    faults = [
        (message.text, ", ".join(sorted(g - p)), ", ".join(sorted(p - g)), float(len((g ^ p) & poor)))
        for message, g, p in zip(messages, gold, given)
        if g != p
    ]
    return Figures(
        name,
        moves.single_figures(gold, given, poor),
        measures.multilabel(gold, given),
        measures.confusion([missed for missed, _ in taken], [wrong for _, wrong in taken]),
        worst=_worst(faults),
    )


def _talk(name: str, messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> Figures:
    gold = [message.labels["talk"] for message in messages]
    given = [answer.get("talk") or "none" for answer in understood]
    return Figures(
        name,
        moves.talk_figures(gold, given),
        measures.multilabel([{one} for one in gold], [{one} for one in given]),
        measures.confusion(gold, given),
        worst=_worst([(m.text, g, p, 0.0) for m, g, p in zip(messages, gold, given) if g != p]),
    )


def _worst(rows: list[tuple[str, str, str, float]], most: int = 25) -> list[tuple[str, str, str, float]]:
    return sorted(rows, key=lambda row: -row[3])[:most]


MEASURED = {
    "staff": _reactions,
    "published": _reactions,
    "scenes": _reactions,
    "requests": _intents,
    "topics": _intents,
    "urgent": _urgent,
    "urgent_scenes": _urgent,
    "urgent_plain": _urgent,
    "red_team": _urgent,
    "masking": _masking,
    "moves": _moves,
    "talk": _talk,
}
