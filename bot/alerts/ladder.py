"""Who is called on, in which order and at which hour: pure rules on what the tables say.

Hours are written as `20:00-08:00` in the time of the server's clock; empty means always. Times are in seconds since
1970.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Rung:
    """One place on the ladder."""

    account_id: int
    name: str
    hours: str = ""
    off: bool = False


def hours_of(typed: str) -> str | None:
    """Hours as they are kept, however they were typed: empty for always, None when they cannot be read."""
    if not typed.strip():
        return ""
    found = _HOURS.fullmatch(typed.strip())
    if found is None:
        return None
    first, last = (f"{int(found[one]):02d}:{found[one + 1]}" for one in (1, 3))
    return f"{first}-{last}" if first != last else ""


def within(hours: str, now: float) -> bool:
    """Whether a moment lies within hours; the last minute no longer does."""
    if not hours:
        return True
    begin, end = _minutes(hours)
    return (_minute_of_day(now) - begin) % _DAY_MINUTES < (end - begin) % _DAY_MINUTES


def end_of(hours: str, now: float) -> float:
    """When hours that a moment lies within are over."""
    _, end = _minutes(hours)
    left = (end - _minute_of_day(now)) % _DAY_MINUTES or _DAY_MINUTES
    return now + left * 60.0 - now % 60.0


def on_call(ladder: Sequence[Rung], now: float) -> list[Rung]:
    """Who is on call at a moment, in order. In an hour that nobody has, everybody who is not off is."""
    there = [rung for rung in ladder if not rung.off]
    return [rung for rung in there if within(rung.hours, now)] or there


def next_rung(ladder: Sequence[Rung], now: float, asked: Collection[int | None]) -> Rung | None:
    """Who is called on next: the first on call who was not asked; then anybody who is not off and was not asked."""
    there = [*on_call(ladder, now), *(rung for rung in ladder if not rung.off)]
    return next((rung for rung in there if rung.account_id not in asked), None)


def _minutes(hours: str) -> tuple[int, int]:
    first, _, last = hours.partition("-")
    begin, end = (int(part[:2]) * 60 + int(part[3:]) for part in (first, last))
    return begin, end


def _minute_of_day(now: float) -> int:
    at = time.localtime(now)
    return at.tm_hour * 60 + at.tm_min
