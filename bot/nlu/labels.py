"""Reads the labels of training examples from their metadata.

An example may say `metadata: {reactions: [...]}`, `{situations: [...]}` or `{topic: …}`, on the block or on the single
example. A list that is there but empty is a label too: none of the eight, not urgent.

Replies written for practice (`intent: practice_reply`, `metadata: {moves: [...]}`) are what a trainee says to a played
resident. They are no messages to the assistant: nothing but the recogniser of moves may learn from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SampleT = TypeVar("SampleT")

REACTIONS, SITUATIONS, TOPIC, MOVES = "reactions", "situations", "topic", "moves"
#: The mark of replies written for practice. It is no intent: nothing is ever taken for it.
PRACTICE_REPLY = "practice_reply"


def label(message: Message, name: str) -> Any:
    """The label of an example, or None when the example says nothing about it."""
    metadata = message.get("metadata") or {}
    for level in ("example", "intent"):
        found = metadata.get(level)
        if isinstance(found, dict) and name in found:
            return found[name]
    return None


def labelled(training_data: TrainingData, name: str) -> tuple[list[Message], list[Any]]:
    """The examples that carry a label, and their labels."""
    pairs = [(message, label(message, name)) for message in examples(training_data)]
    known = [(message, value) for message, value in pairs if value is not None]
    return [message for message, _ in known], [value for _, value in known]


def examples(training_data: TrainingData) -> list[Message]:
    """The examples of messages to the assistant: with text and intent, each text once."""
    return _each_once(message for message in training_data.training_examples if not is_practice_reply(message))


def practice_replies(training_data: TrainingData) -> list[Message]:
    """The replies written for practice, each text once."""
    return _each_once(message for message in training_data.training_examples if is_practice_reply(message))


def is_practice_reply(message: Message) -> bool:
    """Whether an example is a reply to a played resident."""
    return bool(message.get(INTENT) == PRACTICE_REPLY)


def _each_once(messages: Iterable[Message]) -> list[Message]:
    seen: dict[str, Message] = {}
    for message in messages:
        if message.get(TEXT) and message.get(INTENT):
            seen.setdefault(message.get(TEXT), message)
    return list(seen.values())


def sampled(messages: list[SampleT], most: int) -> list[SampleT]:
    """At most so many of a list, always the same ones, spread evenly over it."""
    if len(messages) <= most:
        return messages
    step = len(messages) / most
    return [messages[int(index * step)] for index in range(most)]
