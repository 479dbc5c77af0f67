"""What two people agreed on the review list, held from then on: `tests/understanding/reviewed.jsonl`, a line each.

The assistant has learnt the same words, so this proves no understanding of new ones. It says when a later change loses
what somebody took the trouble to put right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation import sets
from bot.evaluation.sets import HeldOut


def agreed() -> list[HeldOut]:
    """The messages with what has to be understood of them; empty until something was put in."""
    return sets.read("", "reviewed")


def lost(messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> list[str]:
    """A line for each label that is not understood as agreed: the message's id, what was agreed, what is understood.

    `understood` is what `Door.understand` gives for each message. Of several reactions or situations the first counts.
    """
    found = []
    for message, answer in zip(messages, understood):
        given = _labels(answer)
        for name, label in message.labels.items():
            wanted, heard = _word(label), _word(given[name])
            if wanted != heard:
                found.append(f"{message.id}, {name}: {wanted} was agreed, {heard} is understood")
    return found


def _labels(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "intent": (answer.get("asked_intent") or answer["intent"])["name"],
        "reactions": [one["id"] for one in answer["reactions"]],
        "urgent": bool(answer["urgent"]),
        "situations": [one["id"] for one in answer["situations"]] if answer["urgent"] else [],
        "topic": answer.get("topic"),
    }


def _word(label: Any) -> str:
    """The label in one word, of several the first."""
    if isinstance(label, bool):
        return "yes" if label else "no"
    return str((label[0] if label else "") if isinstance(label, list) else label or "") or "none"
