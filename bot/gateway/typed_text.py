"""What a browser sent, made safe to store and show: no control characters, no broken Unicode."""

from __future__ import annotations

import unicodedata

_MOST_DIGITS = 9
_KEPT = frozenset("\n\t")
_DROPPED = frozenset({"Cc", "Cs", "Cn", "Co"})
#: Right-to-left overrides can make a line read as something else; the ordinary marks of such scripts stay.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def cleaned(value: object) -> str:
    """The text of a form field or message; an empty string when it is no text at all."""
    if not isinstance(value, str):
        return ""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if _is_kept(char)).strip()


def whole_number(typed: str) -> int:
    """A whole number somebody sent; 0 for anything else, and for one with more digits than any number here has."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS else 0


def _is_kept(char: str) -> bool:
    return char in _KEPT or (unicodedata.category(char) not in _DROPPED and char not in _OVERRIDES)
