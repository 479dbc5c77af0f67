"""What must not be among the examples: a text with two labels, a text twice, a text of the held-out sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation import sets
from bot.evaluation.figures import MEASURED
from bot.evaluation.sets import HeldOut
from bot.examples import likeness
from bot.examples.gathered import Example, bare, words

#: A shorter message ("how does this work?") is written by two people by chance.
LEAST_WORDS, LEAST_CHARACTERS = 8, 25
#: Words in a row from which a held-out message counts as copied; the longest that is there by chance has nine.
COPIED_RUN = 10


@dataclass(frozen=True)
class Alike:
    """Two examples that are nearly (from 0.7) or wholly (1) the same in their words."""

    one: Example
    other: Example
    alike: float


@dataclass(frozen=True)
class Leak:
    """A held-out message that stands among the examples. It is named by its id only, never shown."""

    split: str
    name: str
    id: str
    example: Example
    alike: float  # 1 for the same words, or the share of letter pieces; 0 when only a run of words is shared


@dataclass(frozen=True)
class Found:
    """Everything that was looked for. Only `contradictions` and `leaks` are faults."""

    contradictions: list[Alike]
    repeated: list[Alike]
    nearly: list[Alike]
    leaks: list[Leak]
    short_shared: int  # short held-out messages that are among the examples as well, like "thank you"

    @property
    def faults(self) -> int:
        """How many things must be mended."""
        return len(self.contradictions) + len(self.leaks)


def looked_for(examples: Sequence[Example], held_out: Sequence[tuple[str, str, HeldOut]] | None = None) -> Found:
    """Compare every example with every other and with the held-out messages (split, set, message)."""
    held = every_held_out() if held_out is None else held_out
    learnt = [one.text for one in examples]
    pairs = likeness.nearly_the_same([*learnt, *(message.text for _, _, message in held)])
    within = {pair: alike for pair, alike in pairs.items() if pair[1] < len(examples)}
    across = {(a, b - len(examples)): v for (a, b), v in pairs.items() if a < len(examples) <= b}
    same = _same(examples)
    return Found(
        contradictions=[one for one in same if _contradict(one)],
        repeated=[one for one in same if one.one.text == one.other.text and not _contradict(one)],
        nearly=[
            Alike(examples[a], examples[b], alike)
            for (a, b), alike in sorted(within.items(), key=lambda item: -item[1])
            if bare(learnt[a]) != bare(learnt[b]) and min(len(words(learnt[a])), len(words(learnt[b]))) >= LEAST_WORDS
        ],
        leaks=_leaks(examples, held, across),
        short_shared=_short_shared(learnt, held),
    )


def every_held_out() -> list[tuple[str, str, HeldOut]]:
    """Every message of both splits that the assistant is measured on."""
    return [
        (split, name, message)
        for split in (sets.DEVELOPMENT, sets.TEST)
        for name in MEASURED
        for message in sets.read(split, name)
    ]


def _same(examples: Sequence[Example]) -> list[Alike]:
    """Examples of the same words, each with the first of them. Texts without words ("?") by their signs.

    "Hello" to the assistant and "hello" to a played resident are two things.
    """
    first: dict[tuple[bool, str], Example] = {}
    found = []
    for one in examples:
        before = first.setdefault((one.moves is None, bare(one.text) or one.text), one)
        if before is not one:
            found.append(Alike(before, one, 1.0))
    return found


def _contradict(pair: Alike) -> bool:
    """Whether both speak of a label and give it another value; one that is silent contradicts nothing."""
    one, other = pair.one.labels, pair.other.labels
    return any(one[name] != other[name] for name in one.keys() & other.keys())


def _leaks(
    examples: Sequence[Example], held: Sequence[tuple[str, str, HeldOut]], across: dict[likeness.Pair, float]
) -> list[Leak]:
    texts = [message.text for _, _, message in held]
    copied = likeness.shared_runs([one.text for one in examples], texts, COPIED_RUN)
    pairs = {**dict.fromkeys(copied, 0.0), **{pair: v for pair, v in across.items() if _told_apart(texts[pair[1]], v)}}
    worst: dict[int, tuple[float, int]] = defaultdict(lambda: (-1.0, 0))
    for (learnt, index), alike in pairs.items():
        worst[index] = max(worst[index], (alike, learnt))
    return [
        Leak(*held[index][:2], held[index][2].id, examples[learnt], alike)
        for index, (alike, learnt) in sorted(worst.items())
    ]


def _told_apart(text: str, alike: float) -> bool:
    """Whether two people would not write this by chance."""
    return len(words(text)) >= LEAST_WORDS or (alike == 1.0 and len(text) > LEAST_CHARACTERS)


def _short_shared(learnt: Sequence[str], held: Sequence[tuple[str, str, HeldOut]]) -> int:
    known = {bare(text) for text in learnt}
    return sum(bare(message.text) in known for _, _, message in held)
