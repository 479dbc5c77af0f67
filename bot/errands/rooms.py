"""The services that errands are done with, opened together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.alerts.alert import Alert
from bot.alerts.alerts import Alerts
from bot.cases.cases import Cases
from bot.cases.shelf import Shelf
from bot.checklists.book import Book
from bot.checklists.checklists import Checklists
from bot.directory.directory import Directory
from bot.follow_up.calendar import site_calendar
from bot.follow_up.contact import Contact
from bot.follow_up.follow_ups import FollowUps
from bot.hand_over.hand_over import HandOver
from bot.helped.helped import Helped
from bot.matters.work import Work, work_on
from bot.overdue.overdue import Overdue
from bot.referral.messages import Awaited
from bot.settings import Settings
from knowledge.guidance.desk import Desk


@dataclass(frozen=True)
class Rooms:
    """Cases and all work on them. Every call of theirs waits for the database."""

    cases: Cases
    checklists: Checklists
    follow_ups: FollowUps
    overdue: Overdue
    helped: Helped
    hand_over: HandOver
    work: Work
    directory: Directory


def rooms_on(
    shelf: Shelf, desk: Desk, settings: Settings, alerts: Alerts | None, clock: Callable[[], float] = time.time
) -> Rooms:
    """Everything that is kept on this shelf; nothing is read yet. Raises SettingsError."""
    cases = Cases(shelf, clock)
    checklists, helped = Checklists(Book(cases, desk.store, desk.site)), Helped(cases)
    follow_ups = FollowUps(shelf, site_calendar(settings), clock)

    def waiting() -> list[Contact]:
        return follow_ups.waiting()

    work = work_on(cases, desk.store)

    def awaited(until: float) -> list[Awaited]:
        return work.messages.awaited(until)

    def open_alerts() -> list[Alert]:
        return alerts.open_alerts() if alerts else []

    return Rooms(
        cases=cases,
        checklists=checklists,
        follow_ups=follow_ups,
        overdue=Overdue(follow_ups),
        helped=helped,
        hand_over=HandOver(checklists, helped, waiting, open_alerts, awaited),
        work=work,
        directory=Directory(shelf, settings.directory_days, clock),
    )
