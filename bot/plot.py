"""One figure over time as lines to draw, broken where nothing is told, and as cells for those who read it instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Units of the drawing; the page scales it.
WIDTH, HEIGHT = 360.0, 170.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 14.0, 10.0, 24.0


@dataclass(frozen=True)
class Cell:
    """One stretch of time: its name, and the value with its place in the drawing; None where it is not told."""

    name: str
    value: float | None
    x: float
    y: float | None


@dataclass(frozen=True)
class Plot:
    """One figure. `lines` are points as SVG writes them; `levels` are values and where they stand."""

    id: str
    cells: tuple[Cell, ...]
    lines: tuple[str, ...]
    levels: tuple[tuple[float, float], ...]


def drawn(name: str, values: Sequence[tuple[str, float | None]], least_top: float, grows: bool = True) -> Plot:
    """A plot from 0 to `least_top`, or to the largest value where it `grows`."""
    known = [value for _, value in values if value is not None]
    top = max([least_top, *known]) if grows else least_top
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(values) - 1)
    cells = tuple(
        Cell(when, value, round(_LEFT + step * place, 1), None if value is None else _y(value, top))
        for place, (when, value) in enumerate(values)
    )
    levels = tuple((value, _y(value, top)) for value in (0.0, top / 2, top))
    return Plot(name, cells, tuple(_runs(cells)), levels)


def _runs(cells: Sequence[Cell]) -> list[str]:
    runs: list[list[str]] = [[]]
    for cell in cells:
        if cell.y is None:
            runs.append([])
        else:
            runs[-1].append(f"{cell.x},{cell.y}")
    return [" ".join(run) for run in runs if run]


def _y(value: float, top: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top), 1)
