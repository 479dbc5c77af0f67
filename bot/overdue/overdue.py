"""Counts what is overdue: contacts after leaving, answers to letters, steps of checklists. Counts alone, no code.

    overdue.counts().count      # what is late now

Nothing is unsealed for it: when something is due stands in clear.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.checklists.tables import RunRow
from bot.follow_up.contact import Counts
from bot.follow_up.follow_ups import FollowUps
from bot.matters.tables import MatterRow


@dataclass(frozen=True)
class OverdueCounts:
    """How much waits and is late; `contacts` after leaving, due ones too."""

    contacts: Counts = Counts()
    answers: int = 0  # letters of returns whose answer did not come in time
    checklists: int = 0  # open ones with a step whose time has passed

    @property
    def count(self) -> int:
        """What is late."""
        return self.contacts.overdue + self.contacts.escalated + self.answers + self.checklists

    @property
    def waiting(self) -> int:
        """What somebody has to do today: the same, and contacts that are due."""
        return self.count + self.contacts.due


class Overdue:
    """The overdue work of a site. Every call waits for the database."""

    def __init__(self, follow_ups: FollowUps) -> None:
        """Use the follow-up calendar, its records and its clock; nothing is read yet."""
        self._follow_ups = follow_ups

    def counts(self) -> OverdueCounts:
        """What waits now."""
        now, counted = self._follow_ups.clock(), select(func.count())
        late_runs = (RunRow.ended_at.is_(None), RunRow.due_at < now)
        with Session(self._follow_ups.shelf.records) as session:
            answers = session.scalar(counted.select_from(MatterRow).where(MatterRow.due_at <= now)) or 0
            checklists = session.scalar(counted.select_from(RunRow).where(*late_runs)) or 0
        return OverdueCounts(self._follow_ups.counts(), answers, checklists)
