"""Reads a text for names once, for the recognisers of people and of places, which compete for the same words."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.recognisers import name_rules
from bot.recognisers.certainty import BESIDE, Certainty
from bot.recognisers.dangers import Dangers
from bot.recognisers.person_model import LABELS, PersonModel
from bot.recognisers.shielding import shielded
from bot.recognisers.span import Span
from bot.recognisers.stretches import stretches_of
from bot.recognisers.text_shape import capitals_inside, casing
from bot.recognisers.tokens import Token, tokens_of


@dataclass(frozen=True)
class Reading:
    """The words of a text and the label of each: a type, or nothing."""

    text: str
    tokens: list[Token]
    labels: list[str]

    def spans(self, label: str) -> list[Span]:
        """The stretches with this label."""
        return [Span(start, end, label) for start, end in stretches_of(self.text, self.tokens, self.labels, label)]


class NameReader:
    """Labels the words of a text."""

    def __init__(self, model: PersonModel, dangers: Dangers) -> None:
        """Use this model; the last few readings are kept, since two recognisers ask for the same one."""
        self._model, self._dangers = model, dangers
        self._certainty = Certainty(model.lexicon)
        self.read = functools.lru_cache(maxsize=4)(self._read)

    def _read(self, text: str) -> Reading:
        tokens = tokens_of(text)
        sure = self._model.probabilities(tokens)
        never = shielded(text, tokens, self._dangers)
        inside, as_usual = capitals_inside(tokens), casing(tokens) == "n"
        labels = ["" for _ in tokens]
        for number, token in enumerate(tokens):
            if number not in never:
                needed = self._certainty.needed(token, number in inside, float(sure[number].sum()), as_usual)
                labels[number] = LABELS[int(sure[number].argmax())] if sure[number].sum() >= needed else ""
        _spread(tokens, labels, sure, never)
        name_rules.apply(tokens, labels, never, self._model.lexicon)
        return Reading(text, tokens, labels)


def _spread(tokens: list[Token], labels: list[str], sure: npt.NDArray[np.float32], shielded: frozenset[int]) -> None:
    """Give a name's neighbours its label when they are nearly sure themselves, to the right and to the left."""
    order = [*range(1, len(tokens)), *range(len(tokens) - 2, -1, -1)]
    for place, number in enumerate(order):
        other = number - 1 if place < len(tokens) - 1 else number + 1
        if labels[other] and not labels[number] and tokens[number].is_word and number not in shielded:
            apart = tokens[max(number, other)].start - tokens[min(number, other)].end
            if apart <= 1 and sure[number].sum() >= BESIDE:
                labels[number] = labels[other]
