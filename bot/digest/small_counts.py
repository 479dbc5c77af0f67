"""Counts that point at nobody: those under five are not told, and no told count lets one be worked out.

A week is told beside its days. Where the count of a week, or even that it is under five, would leave a single value for
a day that was not told, the week is held back instead (secondary suppression).
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
    """What is told of the sum of some days, each of which is told by itself.

    The days that are told can be taken off the sum. What is left says least about each small count in the middle; near
    both ends, all ones or all fours, it says too much. Both ends are held back, so that being held back says little.
    """
    small = [many for many in days if many in _SMALL]
    total, left = sum(days), sum(small)
    if not small:
        return total
    if total < FEWEST and len(small) < FEWEST - 1:  # four days in a week under five are one each
        return FEW
    near_an_end = left <= len(small) + 1 or left >= (FEWEST - 1) * len(small) - 1
    return HELD if near_an_end else total
