"""One field of a form, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field of a form. `longest` is in characters; what is longer is cut."""

    name: str
    longest: int
    required: bool = True
    choices: tuple[str, ...] = ()
    many: bool = False  # it may be there several times, as ticked boxes are
