"""Reads a text for names once, for the recognisers of people and of places, which compete for the same words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.recognisers import word_lists
from bot.recognisers.person_model import LABELS, PersonModel
from bot.recognisers.tokens import Token, tokens_of

#: From this probability a word is a name. Chosen on the development set: lower finds little more and masks clean words.
THRESHOLD = 0.5
#: A word that can also be a country, a feast or a title ("Jordan", "May") must be this sure.
KEPT_THRESHOLD = 0.8
#: Beside a word that is a name, less is enough: the family name after the given name.
BESIDE = 0.15


@dataclass(frozen=True)
class Reading:
    """The words of a text and the label of each: a type, or nothing."""

    text: str
    tokens: list[Token]
    labels: list[str]
    shielded: frozenset[int]


class NameReader:
    """Labels the words of a text."""

    def __init__(self, model: PersonModel) -> None:
        """Use this model; the last few readings are kept, since two recognisers ask for the same one."""
        self.lexicon = model.lexicon
        self._model = model
        self.read = functools.lru_cache(maxsize=4)(self._read)

    def _read(self, text: str) -> Reading:
        tokens = tokens_of(text)
        sure = self._model.probabilities(tokens)
        shielded = frozenset(_shielded(text, tokens))
        labels = [
            self._label(token, sure[number]) if token.is_word and number not in shielded else ""
            for number, token in enumerate(tokens)
        ]
        _spread(tokens, labels, sure, shielded)
        return Reading(text, tokens, labels, shielded)

    def _label(self, token: Token, sure: npt.NDArray[np.float32]) -> str:
        kept = word_lists.plain(token.text) in word_lists.kept()
        return LABELS[int(sure.argmax())] if sure.sum() >= (KEPT_THRESHOLD if kept else THRESHOLD) else ""


def _spread(tokens: list[Token], labels: list[str], sure: npt.NDArray[np.float32], shielded: frozenset[int]) -> None:
    """Give a name's neighbours its label when they are nearly sure themselves, to the right and to the left."""
    order = [*range(1, len(tokens)), *range(len(tokens) - 2, -1, -1)]
    for place, number in enumerate(order):
        other = number - 1 if place < len(tokens) - 1 else number + 1
        if labels[other] and not labels[number] and tokens[number].is_word and number not in shielded:
            apart = tokens[max(number, other)].start - tokens[min(number, other)].end
            if apart <= 1 and sure[number].sum() >= BESIDE:
                labels[number] = labels[other]


def _shielded(text: str, tokens: list[Token]) -> set[int]:
    """The numbers of the words that are never a name: words of danger, and what stays by its whole phrase."""
    found = {number for number, token in enumerate(tokens) if token.lower in word_lists.safety_words()}
    for match in word_lists.kept_phrases().finditer(_plain_same_length(text)):
        found |= {number for number, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()}
    return found


def _plain_same_length(text: str) -> str:
    return "".join(small if len(small := word_lists.plain(char)) == 1 else char for char in text) if not text.isascii() else text.lower()


_BETWEEN = re.compile(r"[ \u00a0]?|[ ]?[.’'\-][ ]?")
_PARTICLES = frozenset("de da do dos das del dela la las los van von der bin binti bint ibn al el abu abdul di e y san santa st ter ten den".split())


def spans_of(reading: Reading, label: str) -> list[tuple[int, int]]:
    """Neighbouring words with this label as one stretch, together with the particles and full stops between them."""
    found: list[tuple[int, int]] = []
    run: list[Token] = []
    waiting: list[Token] = []
    for token, given in zip(reading.tokens, reading.labels):
        if given == label:
            run, waiting = [*run, *waiting, token], []
        elif run and (token.lower in _PARTICLES or token.text in (".", "-", "’", "'")) and len(waiting) < 3:
            waiting.append(token)
            continue
        else:
            if run:
                found += _stretches(reading.text, run)
            run, waiting = [], []
    return found + (_stretches(reading.text, run) if run else [])


def _stretches(text: str, run: list[Token]) -> list[tuple[int, int]]:
    stretches = [(run[0].start, run[0].end)]
    for token in run[1:]:
        start, end = stretches[-1]
        if _BETWEEN.fullmatch(text[end : token.start]):
            stretches[-1] = (start, token.end)
        else:
            stretches.append((token.start, token.end))
    return [(start, end) for start, end in stretches if any(char.isalpha() for char in text[start:end])]
