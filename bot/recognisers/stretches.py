"""Makes stretches of text out of words that were found to be names."""

from __future__ import annotations

import re

from bot.recognisers.name_rules import PARTICLES
from bot.recognisers.tokens import Token
from bot.recognisers.word_classes import PLACE_WORDS

_BETWEEN = re.compile(r"[ \u00a0]?|[ ]?[.’'\-][ ]?")


def stretches_of(text: str, tokens: list[Token], labels: list[str], label: str) -> list[tuple[int, int]]:
    """Neighbouring words with this label as one stretch, together with the particles and full stops between them."""
    found: list[tuple[int, int]] = []
    run: list[Token] = []
    waiting: list[Token] = []
    for token, given in zip(tokens, labels):
        if given == label:
            run, waiting = [*run, *waiting, token], []
        elif run and (_joins(token.lower, label) or token.text in (".", "-", "’", "'")) and len(waiting) < 3:
            waiting.append(token)
            continue
        else:
            if run:
                found += _stretches(text, run)
            run, waiting = [], []
    return found + (_stretches(text, run) if run else [])


def _joins(word: str, label: str) -> bool:
    """Whether a word stands inside names: "de la" of all, "and" only of places, since "Jo and Bo" are two people."""
    return word in PARTICLES and (label != "PERSON" or word not in ("and", "&", "the", "of"))


def _stretches(text: str, run: list[Token]) -> list[tuple[int, int]]:
    stretches = [(run[0].start, run[0].end)]
    for token in run[1:]:
        start, end = stretches[-1]
        if _BETWEEN.fullmatch(text[end : token.start]):
            stretches[-1] = (start, token.end)
        else:
            stretches.append((token.start, token.end))
    # "filip03": what is written on to a name goes with it.
    # A kind of place by itself ("a metal bar") names none.
    stretches = [(start, end) for start, end in stretches if text[start:end] not in PLACE_WORDS]
    return [(start, end + len(_WRITTEN_ON.match(text, end)[0])) for start, end in stretches]  # type: ignore[index]


_WRITTEN_ON = re.compile(r"\w*")
