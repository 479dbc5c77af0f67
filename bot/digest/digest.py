"""Gathers the counts of yesterday and of the last whole weeks. A day or week that still runs is not told.

Alerts kept apart are not counted: a number more than one saw would say that there was one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.alerts import reading
from bot.alerts.post import Post
from bot.digest.small_counts import Told, told, told_of_week
from bot.plot import Plot, drawn
from bot.review.counting import counted
from bot.review.entry import UNANSWERED

#: What is counted day by day, in this order.
FIGURES = (*reading.COUNTED, *UNANSWERED)
MOST_WEEKS = 12
_WEEK = 7


@dataclass(frozen=True)
class Digest:
    """The counts by figure. `weeks` begin with the oldest, each by its Monday; `standing` is how things are now."""

    day: dt.date
    of_day: Mapping[str, Told]
    weeks: tuple[tuple[dt.date, Mapping[str, Told]], ...]
    standing: Mapping[str, Told]

    def plots(self) -> list[Plot]:
        """A plot for each figure that has a count to show."""
        return [plot for plot in map(self._plot, FIGURES) if any(cell.value for cell in plot.cells)]

    def _plot(self, name: str) -> Plot:
        told_of = [(monday.isoformat(), of[name]) for monday, of in self.weeks]
        values = [(monday, float(many) if isinstance(many, int) else None) for monday, many in told_of]
        largest = max((value for _, value in values if value is not None), default=0.0)
        return drawn(name, values, 10.0 * max(1, -(-largest // 10)))


def gathered(records: Engine, post: Post | None, now: float, standing: Mapping[str, int], keep_days: int) -> Digest:
    """The digest of a moment. Weeks of which something may be erased already (`keep_days`) are left out."""
    today = dt.date.fromtimestamp(now)
    monday = today - dt.timedelta(days=today.weekday())
    weeks = min(MOST_WEEKS, max(1, (keep_days - _WEEK) // _WEEK))
    first, yesterday = monday - dt.timedelta(weeks=weeks), today - dt.timedelta(days=1)
    counts: dict[tuple[dt.date, str], int] = {**counted(records, first, yesterday)}
    if post is not None:
        counts |= reading.daily(post, first, yesterday)
    mondays = [first + dt.timedelta(weeks=number) for number in range(weeks)]
    return Digest(
        yesterday,
        {name: told(counts.get((yesterday, name), 0)) for name in FIGURES},
        tuple((one, {name: told_of_week(_days(counts, one, name)) for name in FIGURES}) for one in mondays),
        {name: told(many) for name, many in standing.items()},
    )


def _days(counts: Mapping[tuple[dt.date, str], int], monday: dt.date, name: str) -> list[int]:
    return [counts.get((monday + dt.timedelta(days=number), name), 0) for number in range(_WEEK)]
