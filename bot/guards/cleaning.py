"""Takes out what nobody can see: control characters, direction marks, lone surrogates."""

from __future__ import annotations

import unicodedata

from bot.guards.refusal import Refused

_KEPT = frozenset("\n\t")
#: Unicode categories that print nothing: control, format, surrogate, private use, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Joins emoji and letters of some scripts; removing it would change what is seen.
_JOINER = "\u200d"


def clean(text: str, longest: int) -> str:
    """The text without unseen characters and outer white space. Refuses when nothing is left."""
    seen = "".join(
        char for char in text if char in _KEPT or char == _JOINER or unicodedata.category(char) not in _UNSEEN
    ).strip()
    if not seen.strip(_JOINER):
        raise Refused("empty")
    return seen
