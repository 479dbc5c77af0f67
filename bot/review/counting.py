"""Counts what could not be answered, by kind and day, in the transaction of the turn. No text, no account, no hour."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.dialects.postgresql import insert as insert_postgres
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from bot.review.entry import UNANSWERED
from bot.review.tables import Unanswered


class Counting:
    """What `bot.records.conversations` calls with each piece of a conversation it stores."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Count by the days of this clock."""
        self._clock = clock

    def __call__(self, session: Session, conversation: str, events: Sequence[dict[str, Any]]) -> None:
        """Count the answers among these events that are none. Practice is not counted."""
        practice = False
        for event in events:
            if event.get("event") == "user":
                practice = bool((event.get("metadata") or {}).get("practice"))
            elif event.get("event") == "bot" and not practice:
                answer = ((event.get("data") or {}).get("custom") or {}).get("answer") or {}
                if answer.get("kind") in UNANSWERED:
                    _add_one(session, day_of(self._clock()), str(answer["kind"]))


def counted(records: Engine, first: dt.date, last: dt.date) -> dict[tuple[dt.date, str], int]:
    """How many there were, by day and kind, both days included."""
    wanted = select(Unanswered).where(Unanswered.day.between(first.isoformat(), last.isoformat()))
    with Session(records) as session:
        return {(dt.date.fromisoformat(row.day), row.kind): row.many for row in session.scalars(wanted)}


def day_of(moment: float) -> str:
    """The day of a moment by the server's clock, as 2026-11-22."""
    return dt.date.fromtimestamp(moment).isoformat()


def _add_one(session: Session, day: str, kind: str) -> None:
    # One statement, so that two who are first on a day do not get in each other's way.
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgres
    first = insert(Unanswered).values(day=day, kind=kind, many=1)
    where = [Unanswered.day, Unanswered.kind]
    session.execute(first.on_conflict_do_update(index_elements=where, set_={"many": Unanswered.many + 1}))
