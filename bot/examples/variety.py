"""How the examples are written: how long, with how many different words, and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.examples.gathered import Example, words

#: Words after which different words are counted anew, so that a long file does not seem poorer than a short one
#: (the mean segmental type-token ratio of Johnson, 1944).
STRETCH = 500
#: Words that make an opening.
OPENING = 3


@dataclass(frozen=True)
class Lengths:
    """Words of an example: shortest, tenth, half, nine tenths, longest; the shares with under four and over 60."""

    of: str
    number: int
    quantiles: tuple[int, int, int, int, int]
    very_short: float
    very_long: float


@dataclass(frozen=True)
class Spread:
    """One file: its share of all examples, and the shares of its words and openings that are different ones."""

    file: str
    number: int
    share: float
    different_words: float
    different_openings: float


def lengths(examples: Iterable[Example]) -> list[Lengths]:
    """How long descriptions, dangers, look-alikes and requests are."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for one in examples:
        by_kind[_kind(one)].append(len(one.text.split()))
    return [_lengths(kind, np.array(numbers)) for kind, numbers in sorted(by_kind.items())]


def spreads(examples: Sequence[Example]) -> list[Spread]:
    """The variety of each file, then of all together under the name `all`."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for one in examples:
        by_file[one.file].append(one.text)
    whole = {**by_file, "all": [one.text for one in examples]}
    return [_spread(file, texts, len(examples)) for file, texts in whole.items()]


def _kind(one: Example) -> str:
    if one.moves is not None:
        return "practice reply"
    if one.situations is not None:
        return "urgent" if one.situations else "look-alike"
    if one.reactions is not None:
        return "reaction" if one.reactions else "none of the eight"
    return "request"


def _lengths(kind: str, numbers: np.ndarray) -> Lengths:
    least, tenth, half, most, longest = (int(value) for value in np.quantile(numbers, (0, 0.1, 0.5, 0.9, 1)))
    quantiles = (least, tenth, half, most, longest)
    return Lengths(kind, len(numbers), quantiles, float((numbers < 4).mean()), float((numbers > 60).mean()))


def _spread(file: str, texts: Sequence[str], total: int) -> Spread:
    listed = [words(text) for text in texts]
    running = [word for one in listed for word in one]
    stretches = [running[start : start + STRETCH] for start in range(0, len(running) - STRETCH + 1, STRETCH)]
    ratios = [len(set(one)) / len(one) for one in stretches or [running] if one]
    openings = [tuple(one[:OPENING]) for one in listed if len(one) >= OPENING]
    return Spread(
        file,
        len(texts),
        len(texts) / total,
        sum(ratios) / len(ratios) if ratios else 0.0,
        len(set(openings)) / len(openings) if openings else 0.0,
    )
