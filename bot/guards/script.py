"""Refuses text in which no word can be read: other scripts, only numbers, only signs."""

from __future__ import annotations

import re

from bot.guards.refusal import Refused

#: Short marks that are an answer by themselves.
_MARKS = frozenset({"?", "??", "???", "!", "+"})
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")


def has_readable_words(text: str, longest: int) -> str:
    """The text, if there is a Latin letter in it or it is a mark people use as an answer."""
    if text not in _MARKS and not _LATIN_LETTER.search(text):
        raise Refused("unreadable")
    return text
