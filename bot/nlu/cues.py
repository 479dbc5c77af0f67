"""Phrases that make an urgent situation likelier, written in the content and found as whole words.

A cue is a few words: `a/b` means either, `word*` any ending, `...` up to four words between. `want* to die` finds
"wanted to die" and not "wanted two dice". A cue after a negation ("no sign of …", "never …") does not count, unless it
carries the negation itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable

from bot.nlu import language

_GAP = r"(?:\W+\w+){0,4}?"


@dataclass(frozen=True)
class Hit:
    """A cue found: for which situation, and where."""

    situation: str
    start: int
    end: int


class Cues:
    """All cues of all situations, ready to be looked for."""

    def __init__(self, by_situation: dict[str, Iterable[str]]) -> None:
        """Compile the cues."""
        self._patterns = {
            situation: re.compile("|".join(f"(?:{compiled(cue)})" for cue in cues), re.IGNORECASE)
            for situation, cues in by_situation.items()
            if cues
        }

    def find(self, text: str) -> list[Hit]:
        """Every cue in a text that is not negated; positions are code points into the text."""
        plain = text.replace("’", "'").replace("‘", "'")
        found = [
            Hit(situation, match.start(), match.end())
            for situation, pattern in self._patterns.items()
            for match in pattern.finditer(plain)
        ]
        if not found:
            return []
        doc = language.read(plain)
        starts = {token.idx: token.i for token in doc}
        return [
            hit for hit in found if _denies(plain, hit) or not language.is_negated(doc, _token_at(starts, hit.start))
        ]


def _denies(text: str, hit: Hit) -> bool:
    """Whether the words found carry a negation themselves, like "not come back"."""
    return any(token.lower_ in language.NEGATIONS for token in language.read(text[hit.start : hit.end]))


def compiled(cue: str) -> str:
    """The regular expression of a cue."""
    pattern = ""
    gap = False
    for number, word in enumerate(cue.split()):
        if word == "...":
            gap = True
            continue
        pattern += (_GAP if gap else "") + (r"\W+" if number else "") + _word(word)
        gap = False
    return rf"(?<!\w){pattern}(?!\w)"


def _word(word: str) -> str:
    alternatives = [re.escape(part).replace(r"\*", r"\w*") for part in word.split("/")]
    return alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"


def _token_at(starts: dict[int, int], position: int) -> int:
    """The number of the token that begins at a position, or of the last one before it."""
    return starts.get(position, max((i for at, i in starts.items() if at <= position), default=0))
