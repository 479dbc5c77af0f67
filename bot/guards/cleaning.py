"""Takes out what nobody can see: control characters, direction marks, lone surrogates."""

from __future__ import annotations

import re
import unicodedata

from bot.guards.refusal import Refused

_KEPT = frozenset("\n\t")
#: Control characters that stand between words.
_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
#: Unicode categories that print nothing: control, format, surrogate, private use, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Joins emoji and letters of some scripts; removing it would change what is seen.
_JOINER = "\u200d"


def clean(text: str, longest: int) -> str:
    """The text without unseen characters and outer white space. Refuses when nothing is left."""
    text = _SPACES.sub(" ", text)
    seen = "".join(
        char for char in text if char in _KEPT or char == _JOINER or unicodedata.category(char) not in _UNSEEN
    ).strip()
    if not seen.strip(_JOINER):
        raise Refused("empty")
    return seen
