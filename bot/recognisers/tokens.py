"""Splits a text into words, numbers and signs, keeping their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

#: A word may hold apostrophes and hyphens (N'Diaye, Jean-Pierre); what is no word or number is a sign of its own.
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’\-](?=[^\W\d_]))*|\d+|\n|[^\w\s]|_")
#: The possessive and the tails of contractions are split off, so that "Amina's" is known as Amina.
_TAIL = re.compile(r"(?:['’](?:s|d|ll|re|ve|m)|n['’]t)$", re.IGNORECASE)


#: Words that are never a name; those of the first line not even with a capital.
_SMALL_AND_FIRST = frozenset(
    "the she he they we it i you this that these those there her his their our your its and but or because when where what why how who which if then "
    "after before since with without from for by of as about into over under not yes please than too very also only just every each all both some "
    "any many much more most other another same such".split()
)
_SMALL = _SMALL_AND_FIRST | frozenset(
    "a an to in on at is was are were be been being am has have had do does did done so no my me him them us up out off down can could would should "
    "must 's 'm 're 've 'll 'd n't s t re ve ll".split()
)


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign of a text."""

    text: str
    start: int
    end: int

    @cached_property
    def lower(self) -> str:
        """The word without capitals, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def can_be_name(self) -> bool:
        """Whether it is a word other than those every sentence is made of ("the", "She"); these are never a name."""
        return self.text[0].isalpha() and self.lower not in (_SMALL if not self.text.istitle() else _SMALL_AND_FIRST)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order. Never raises."""
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        tail = _TAIL.search(match[0]) if "'" in match[0] or "’" in match[0] else None
        if tail and tail.start() > 0:
            tokens.append(Token(match[0][: tail.start()], start, start + tail.start()))
            start += tail.start()
        tokens.append(Token(text[start:end], start, end))
    return tokens
