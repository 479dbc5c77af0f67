"""Reads a text for names once, for the recognisers of people and of places, which compete for the same words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.recognisers import name_rules, word_lists
from bot.recognisers.features import PLACE_WORDS, casing, sentence_starts
from bot.recognisers.lexicon import GIVEN
from bot.recognisers.person_model import LABELS, PersonModel
from bot.recognisers.tokens import Token, tokens_of

#: From this probability a word is a name. All were chosen on the development set: with lower ones little more is found
#: and more clean messages are changed.
THRESHOLD = 0.06
#: A capital inside a sentence on a word that is not common needs next to nothing more; on a common word a little.
CAPITAL_THRESHOLD, COMMON_CAPITAL_THRESHOLD = 0.02, 0.06
#: A word that can also be a country, a feast or a title ("Jordan", "May") must be this sure, and so must a likely
#: misspelling of a common word.
KEPT_THRESHOLD, TYPO_THRESHOLD = 0.7, 0.6
#: … less so when it is a known given name, inside a sentence ("tell May") or elsewhere.
KEPT_NAME_THRESHOLD, KEPT_FIRST_THRESHOLD = 0.1, 0.35
#: Names everybody knows, which English text hardly ever writes small ("peter").
KNOWN_NAME_THRESHOLD = 0.03
#: Beside a word that is a name, less is enough: the family name after the given name.
BESIDE = 0.05
#: Words of this rank and above are common (see `Lexicon`).
_COMMON = 4


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
        self._is_typo = functools.lru_cache(maxsize=2000)(self._near_common)

    def _read(self, text: str) -> Reading:
        tokens = tokens_of(text)
        sure = self._model.probabilities(tokens)
        shielded = frozenset(_shielded(text, tokens))
        inside = capitals_inside(tokens)
        labels = ["" for _ in tokens]
        for number, token in enumerate(tokens):
            certainty = float(sure[number].sum())
            if certainty < CAPITAL_THRESHOLD or number in shielded or _lone_letter(tokens, number):
                continue
            if certainty >= self._needed(token, number in inside, certainty):
                labels[number] = LABELS[int(sure[number].argmax())]
        _spread(tokens, labels, sure, shielded)
        name_rules.apply(tokens, labels, shielded, self.lexicon)
        return Reading(text, tokens, labels, shielded)

    def _needed(self, token: Token, capital_inside: bool, certainty: float) -> float:
        """How sure the model must be of a word; what would take long is looked at only when it is sure enough else."""
        entry = self.lexicon[token.text]
        if word_lists.plain(token.text) in word_lists.kept():
            named = GIVEN in entry.lists
            return KEPT_NAME_THRESHOLD if named and capital_inside else KEPT_FIRST_THRESHOLD if named else KEPT_THRESHOLD
        if capital_inside:
            return COMMON_CAPITAL_THRESHOLD if int(entry.rank) >= _COMMON else CAPITAL_THRESHOLD
        if GIVEN in entry.lists and entry.capital == "a":
            return KNOWN_NAME_THRESHOLD
        strange = not token.is_capital and int(entry.rank) <= 1 and not entry.lists
        return TYPO_THRESHOLD if certainty >= THRESHOLD and strange and self._is_typo(token.lower) else THRESHOLD

    def _near_common(self, word: str) -> bool:
        """Whether one letter more, less, changed or swapped makes it a common word."""
        letters = "abcdefghijklmnopqrstuvwxyz"
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        changed = (
            start + middle + end
            for start, rest in parts
            for middle, end in [
                ("", rest[1:]),
                *((letter, rest[skip:]) for letter in letters for skip in (0, 1)),
                (rest[1:2] + rest[:1], rest[2:]),
            ]
        )
        return 3 < len(word) < 16 and any(int(self.lexicon.uncached(one).rank) > _COMMON for one in changed)


def _lone_letter(tokens: list[Token], number: int) -> bool:
    """Whether it is a single letter that abbreviates no name: "I", "b", "n"."""
    text = tokens[number].text
    after = [token.text for token in tokens[number + 1 : number + 3]]
    stop = after[:1] == ["."] and after[1:] != ["."]  # "who am I..." is none
    return len(text) == 1 and (not text.isupper() or text in "IA" and not stop)


def capitals_inside(tokens: list[Token]) -> frozenset[int]:
    """The numbers of words with a capital inside a sentence, in texts that do not put one on every word."""
    if casing(tokens) != "n":
        return frozenset()
    first = sentence_starts(tokens)
    return frozenset(
        number for number, token in enumerate(tokens) if token.is_capital and not first[number] and len(token.text) > 1
        and not token.text.isupper()
    )  # fmt: skip


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
        found |= {
            number for number, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()
        }
    return found


def _plain_same_length(text: str) -> str:
    return (
        "".join(small if len(small := word_lists.plain(char)) == 1 else char for char in text)
        if not text.isascii()
        else text.lower()
    )


_BETWEEN = re.compile(r"[ \u00a0]?|[ ]?[.’'\-][ ]?")


def spans_of(reading: Reading, label: str) -> list[tuple[int, int]]:
    """Neighbouring words with this label as one stretch, together with the particles and full stops between them."""
    found: list[tuple[int, int]] = []
    run: list[Token] = []
    waiting: list[Token] = []
    for token, given in zip(reading.tokens, reading.labels):
        if given == label:
            run, waiting = [*run, *waiting, token], []
        elif run and (token.lower in name_rules.PARTICLES or token.text in (".", "-", "’", "'")) and len(waiting) < 3:
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
    # "filip03": what is written on to a name goes with it.
    # A kind of place by itself ("a metal bar") names none.
    stretches = [(start, end) for start, end in stretches if text[start:end] not in PLACE_WORDS]
    return [(start, end + len(_WRITTEN_ON.match(text, end)[0])) for start, end in stretches]  # type: ignore[index]


_WRITTEN_ON = re.compile(r"\w*")
