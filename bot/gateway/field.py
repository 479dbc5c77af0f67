"""One field of a form or of an address."""

from __future__ import annotations

from dataclasses import dataclass

#: Boxes of one field that may be ticked when only the content knows how many there are.
_MOST_TICKED = 100


@dataclass(frozen=True)
class Field:
    """One field of a form. `longest` is in characters; what is longer is cut."""

    name: str
    longest: int
    required: bool = True
    choices: tuple[str, ...] = ()
    many: bool = False  # it may be there several times, as ticked boxes are

    @property
    def most(self) -> int:
        """How often it may be there, where the content names the choices too."""
        return len(self.choices) or _MOST_TICKED
