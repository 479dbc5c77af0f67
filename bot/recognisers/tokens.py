"""Splits a text into words, numbers and signs, keeping their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

#: A word may hold apostrophes and hyphens (N'Diaye, Jean-Pierre); what is no word or number is a sign of its own.
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’\-](?=[^\W\d_]))*|\d+|\n|[^\w\s]|_")
#: The possessive and the tails of contractions are split off, so that "Amina's" is known as Amina.
_TAIL = re.compile(r"(?:['’](?:s|d|ll|re|ve|m)|n['’]t)$", re.IGNORECASE)


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
