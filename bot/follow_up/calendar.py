"""When somebody who left is contacted: terms after the day of leaving, and how late a contact is. Pure rules.

By default after 1 week, 1, 3, 6, 12, 18 and 24 months, and every 12 months from then on: people are often trafficked
again within two years, and follow-up is to last much longer than it did (IOM 2010; lines RT-HW-01 and RT-RC-08 of the
content). A protection officer may set it closer.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from bot.settings import Settings, SettingsError

#: A term as it is kept.
TERM = re.compile(r"\d{1,3}[dwm]", re.ASCII)
_WRITTEN = re.compile(r"(\+?)([1-9]\d{0,2})([dwm])", re.ASCII)
#: A day on which something is due begins at this hour of the server's clock.
_HOUR = 0
#: Days after a try that reached nobody until the next one; after the last of them contact counts as lost. A proposal
#: of this project: no source gives a number.
NEXT_TRY = (2, 5)


class Standing(str, Enum):
    """How late a contact is. Templates hold the words for each."""

    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATED = "escalated"  # so late that every supervisor on call is told


@dataclass(frozen=True)
class Calendar:
    """The terms of a site. `beyond` is repeated after the last of them; empty: it ends there."""

    terms: tuple[str, ...]
    beyond: str = ""
    overdue_days: int = 3
    escalate_days: int = 7

    def contacts(self, left_on: dt.date, today: dt.date) -> list[tuple[str, dt.date]]:
        """Terms and days of contact after somebody left.

        When it is written down late, days that have passed are not made up for, only the last of them.
        """
        days = [(term, day_after(left_on, term)) for term in self.terms]
        past = [one for one in days if one[1] < today]
        return [*past[-1:], *(one for one in days if one[1] >= today)]

    def after(self, term: str, left_on: dt.date, today: dt.date) -> tuple[str, dt.date] | None:
        """The contact after the last one that was planned, not before today; None when nothing is repeated."""
        months, step = _in_months(term), _in_months(self.beyond)
        while step:
            months += step
            if (day := day_after(left_on, f"{months}m")) >= today:
                return f"{months}m", day
        return None

    def standing(self, due_at: float, now: float) -> Standing:
        """How late a contact is at a moment."""
        days = (day_at(now) - day_at(due_at)).days
        if days < 0:
            return Standing.PLANNED
        if days < self.overdue_days:
            return Standing.DUE
        return Standing.OVERDUE if days < self.escalate_days else Standing.ESCALATED

    def late_since(self, standing: Standing, now: float) -> float:
        """A contact that was due before this moment stands so, or worse."""
        days = {Standing.DUE: 0, Standing.OVERDUE: self.overdue_days, Standing.ESCALATED: self.escalate_days}[standing]
        return moment_of(day_at(now) - dt.timedelta(days=days - 1))


def calendar_of(text: str, overdue_days: int = 3, escalate_days: int = 7) -> Calendar:
    """The calendar written as `1w 1m 3m +12m`. Raises ValueError that says what to write."""
    found = [_WRITTEN.fullmatch(part) for part in text.replace(",", " ").split()]
    wrong = "write terms as 1w 1m 3m 6m +12m: d, w and m are days, weeks and months, + is repeated at the end"
    if not found or any(match is None for match in found) or any(match[1] for match in found[:-1] if match):
        raise ValueError(wrong)
    terms = [f"{match[2]}{match[3]}" for match in found if match and not match[1]]
    last = found[-1]
    beyond = f"{last[2]}{last[3]}" if last and last[1] else ""
    start = dt.date(2000, 1, 1)
    days = [day_after(start, term) for term in terms]
    if not terms or days != sorted(set(days)) or (beyond and not beyond.endswith("m")):
        raise ValueError(f"{wrong}; each later than the one before, and what is repeated in months")
    if not 0 < overdue_days < escalate_days:
        raise ValueError("a contact has to be overdue before it is escalated")
    return Calendar(tuple(terms), beyond, overdue_days, escalate_days)


def site_calendar(settings: Settings) -> Calendar:
    """The calendar that the settings ask for. Raises SettingsError."""
    days = settings.follow_up_overdue_days, settings.follow_up_escalate_days
    try:
        return calendar_of(settings.follow_up, *days)
    except ValueError as error:
        raise SettingsError(f"STEADYHAND_FOLLOW_UP: {error}") from error


def day_after(day: dt.date, term: str) -> dt.date:
    """The day a term after another; at the end of shorter months the last day."""
    count, unit = int(term[:-1]), term[-1]
    if unit != "m":
        return day + dt.timedelta(days=count * (7 if unit == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moment_of(day: dt.date) -> float:
    """When a day begins by the server's clock, in seconds since 1970."""
    return dt.datetime(day.year, day.month, day.day, _HOUR).timestamp()


def day_at(moment: float) -> dt.date:
    """The day of a moment by the server's clock."""
    return dt.datetime.fromtimestamp(moment).date()


def _in_months(term: str) -> int:
    return int(term[:-1]) if term.endswith("m") else 0
