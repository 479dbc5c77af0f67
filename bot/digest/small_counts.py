"""Counts that point at nobody: those under five are not told, and no told count lets one be worked out.

A week is told beside its days. Where the exact count of a week, or even that it is under five, would leave a single
value for a day that was not told, the week is held back instead (secondary suppression).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

#: Counts from one up to this one are not told: so few would point at somebody.
FEWEST = 5
#: What stands in the place of a count: it is under five, or it is held back for the sake of another.
FEW: Literal["few"] = "few"
HELD: Literal["held"] = "held"
Told = int | Literal["few", "held"]
_SMALL = range(1, FEWEST)


def told(many: int) -> Told:
    """What is told of a count that stands alone."""
    return FEW if many in _SMALL else many


def told_of_week(days: Sequence[int]) -> Told:
    """What is told of the sum of some days, each of which is told by itself."""
    small = [many for many in days if many in _SMALL]
    shown, total = sum(days) - sum(small), sum(days)
    if total not in _SMALL:
        return HELD if _gives_away(len(small), [total - shown]) else total
    return HELD if _gives_away(len(small), range(len(small), FEWEST)) else FEW


def _gives_away(how_many: int, sums: Sequence[int]) -> bool:
    """Whether so many small counts, whose sum is one of these, leave a single value for one of them."""
    if not how_many:
        return False
    rest = how_many - 1
    possible = {value for value in _SMALL for sum_ in sums if rest <= sum_ - value <= rest * (FEWEST - 1)}
    return len(possible) < 2
