"""An alert as others see it: how far it has come, in words, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Stage(str, Enum):
    """How far an alert has come. Templates hold the words for each."""

    RAISED = "raised"  # kept, and nobody could be told yet
    SENT = "sent"  # it stands on somebody's page, and the bell is being rung
    DELIVERED = "delivered"  # a messenger or a page has it
    SEEN = "seen"  # somebody looked at it
    TAKEN = "taken"  # somebody has it
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"  # a false alarm, taken back by who raised it


ENDED = frozenset({Stage.CLOSED, Stage.TAKEN_BACK})


@dataclass(frozen=True)
class Alert:
    """What is known of an alert. Times are in seconds since 1970, None while it has not come so far.

    What it is about (`situations`, `words`, `note`) is empty unless it was asked for by somebody who may read it, and
    never leaves the house.
    """

    code: str
    stage: Stage
    urgent: bool
    apart: bool  # about a colleague or an official: it goes to the separate contacts only
    raised_at: float
    raised_by: int | None
    rung: int  # how many contacts were called on so far
    sent_at: float | None = None
    delivered_at: float | None = None
    seen_at: float | None = None
    taken_at: float | None = None
    taken_by: int | None = None
    ended_at: float | None = None
    next_at: float | None = None  # when the next contact is called on
    phone_now_at: float | None = None  # since when nobody is left to call on
    situations: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stage not in ENDED


@dataclass(frozen=True)
class Contact:
    """Somebody on call, in order."""

    account_id: int
    name: str
    hours: str = ""  # as 20:00-08:00 in the server's time; empty: always


@dataclass(frozen=True)
class Digest:
    """Counts of the day that began at a moment. One under five is None: so few would point at somebody."""

    since: float
    counts: dict[str, int | None] = field(default_factory=dict)


class NoSuchAlert(LookupError):
    """There is no alert of this code, or not for this account. Both look the same on purpose."""
