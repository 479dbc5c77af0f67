"""How many examples there are of each label, held against the least number that was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.examples.gathered import Example

#: The least numbers of the data's own plan: below them, a label is known to be learnt poorly.
LEAST_OF_REACTION, LEAST_OF_NONE = 500, 1000
LEAST_WITH_A_SECOND = 0.25
LEAST_OF_SITUATION, LEAST_OF_LOOK_ALIKES = 200, 1500
LEAST_OF_REQUEST = 60
LEAST_OF_MOVE = 150
#: What the assistant is told in so few ways that fewer examples do; the content alone gives them.
_FEW = {"give_circumstance"}


@dataclass(frozen=True)
class Count:
    """One label: how many examples, and the least number, or None when none was set."""

    kind: str
    label: str
    number: float
    least: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there are as many as were asked for."""
        return self.least is None or self.number >= self.least


def counted(examples: Sequence[Example]) -> list[Count]:
    """A count for every label, kind by kind. A share is between 0 and 1."""
    replies = [one for one in examples if one.moves is not None]
    messages = [one for one in examples if one.moves is None]
    return [*_reactions(messages), *_situations(messages), *_requests(messages), *_moves(replies)]


def _reactions(examples: Sequence[Example]) -> Iterator[Count]:
    told = [one.reactions for one in examples if one.reactions is not None]
    first = Counter(one[0] for one in told if one)
    second = Counter(one[0] for one in told if len(one) > 1)
    for name, number in sorted(first.items()):
        yield Count("reaction, named first", name, number, LEAST_OF_REACTION)
        yield Count("… share with a second one", name, second[name] / number, LEAST_WITH_A_SECOND)
    yield Count("none of the eight", "", sum(not one for one in told), LEAST_OF_NONE)


def _situations(examples: Sequence[Example]) -> Iterator[Count]:
    told = [one.situations for one in examples if one.situations is not None]
    for name, number in sorted(Counter(name for one in told for name in one).items()):
        yield Count("urgent situation", name, number, LEAST_OF_SITUATION)
    yield Count("look-alikes", "", sum(not one for one in told), LEAST_OF_LOOK_ALIKES)


def _requests(examples: Sequence[Example]) -> Iterator[Count]:
    for name, number in sorted(Counter(one.intent for one in examples).items()):
        yield Count("request", name, number, None if name in _FEW else LEAST_OF_REQUEST)
    topics = Counter((one.intent, one.topic) for one in examples if one.topic is not None)
    for (intent, topic), number in sorted(topics.items()):
        yield Count(f"subject of {intent}", topic, number, None if _is_general(intent, topic) else LEAST_OF_REQUEST)


def _moves(replies: Sequence[Example]) -> Iterator[Count]:
    for name, number in sorted(Counter(name for one in replies for name in one.moves or ()).items()):
        yield Count("move in practice", name, number, LEAST_OF_MOVE)


def _is_general(intent: str, topic: str) -> bool:
    """Subjects beside those of the contract: the content's own few examples are meant to be all."""
    named = {"ask_principle", "ask_checklist", "ask_retrafficking_risk"}
    return intent not in named or topic.endswith(("_in_general", "_study", "_recommendations"))
