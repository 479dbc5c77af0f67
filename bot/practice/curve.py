"""The inner state by turn as lines to draw, and as rows for those who read it instead. No colours and no words here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.kinds.move import FEELINGS, HEAVY, Feeling
from knowledge.roleplay.position import Turn

#: Units of the drawing; the page scales it.
WIDTH, HEIGHT = 360.0, 170.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 8.0, 8.0, 24.0
_MOST_TICKS = 12
#: Lower end of each band, for words instead of numbers: very low, low, middle, high, very high.
_BANDS = (0, 20, 40, 60, 80)


@dataclass(frozen=True)
class Chart:
    """Some feelings over the turns. `lines` are points as SVG writes them; `ticks` are turns and where they stand."""

    lines: tuple[tuple[Feeling, str], ...]
    ticks: tuple[tuple[int, float], ...]
    levels: tuple[tuple[int, float], ...]
    ends: tuple[tuple[Feeling, float, float], ...]  # a dot at the end of each line, so that a single turn shows too


@dataclass(frozen=True)
class Curve:
    """Both charts of a talk, its rows (turn, then the five feelings), and begin and end of each as bands 0 to 4."""

    better: Chart  # more is better
    heavy: Chart  # less is better
    rows: tuple[tuple[int, tuple[int, ...]], ...]
    bands: tuple[tuple[Feeling, int, int], ...]


def curve(turns: Sequence[Turn], longest: int = 0) -> Curve:
    """The curve of a trace. `longest` is the last turn of a longer trace that is drawn to the same scale beside it."""
    last = max(turns[-1].number, longest, 1)
    rows = tuple((turn.number, tuple(round(turn.after[one]) for one in FEELINGS)) for turn in turns)
    bands = tuple((one, _band(turns[0].after[one]), _band(turns[-1].after[one])) for one in FEELINGS)
    better = _chart(turns, last, tuple(one for one in FEELINGS if one not in HEAVY))
    return Curve(better, _chart(turns, last, tuple(one for one in FEELINGS if one in HEAVY)), rows, bands)


def _chart(turns: Sequence[Turn], last: int, feelings: tuple[Feeling, ...]) -> Chart:
    lines = tuple(
        (one, " ".join(f"{_x(turn.number, last):.1f},{_y(turn.after[one]):.1f}" for turn in turns)) for one in feelings
    )
    step = -(-last // _MOST_TICKS)
    ticks = tuple((number, _x(number, last)) for number in range(0, last + 1, step))
    end = turns[-1]
    ends = tuple((one, _x(end.number, last), _y(end.after[one])) for one in feelings)
    return Chart(lines, ticks, tuple((value, _y(value)) for value in (0, 50, 100)), ends)


def _x(number: int, last: int) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * number / last, 1)


def _y(value: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / 100), 1)


def _band(value: float) -> int:
    return max(place for place, low in enumerate(_BANDS) if value >= low)
