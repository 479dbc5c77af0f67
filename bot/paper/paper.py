"""What can stand on a sheet of paper: a title, a few lines about it, and titled parts of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The box before a row: none, empty, ticked, struck out (does not apply), or with a question (people differ).
Box = Literal["", "open", "done", "not_applicable", "differs"]


@dataclass(frozen=True)
class Row:
    """One row. `small` stands under it in smaller letters, line by line."""

    text: str
    box: Box = ""
    small: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a drawing: its name, and points from 0 to 1 in both directions, up being more."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """Lines over the same ground, told apart by their strokes. `below` has words with their place from 0 to 1."""

    title: str
    lines: tuple[Line, ...]
    below: tuple[tuple[float, str], ...] = ()
    beside: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """Drawings, then rows, under a title; an empty title prints none."""

    title: str
    rows: tuple[Row, ...]
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole sheet, or several. `foot` stands at the foot of each page, beside its number."""

    title: str
    about: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    foot: str = ""
