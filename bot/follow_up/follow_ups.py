"""The follow-up calendar of a site: what pages, the chat, the digest and the bell call."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.consent import day_of, is_day
from bot.cases.facts import ChangedMeanwhile, Facts, NoSuchCase
from bot.cases.shelf import Shelf, holding, opener
from bot.cases.tables import CaseRow
from bot.follow_up import reading
from bot.follow_up.calendar import NEXT_TRY, Calendar, Standing, day_at, moment_of
from bot.follow_up.contact import (
    ENDINGS,
    OUTCOMES,
    Agreed,
    Contact,
    Counts,
    FollowUp,
    NoSuchContact,
    Outcome,
    WrongContact,
)
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.records.sealing import Sealer

_DAY = 86_400.0
#: The term of a contact that nobody planned.
UNPLANNED = "0d"


class FollowUps:
    """Contacts after leaving. Every call waits for the database; `by` is the account that asks."""

    def __init__(self, shelf: Shelf, calendar: Calendar, clock: Callable[[], float] = time.time) -> None:
        """Use the shelf and the site's calendar; nothing is read yet."""
        self.shelf, self.calendar, self.clock = shelf, calendar, clock

    def of(self, code: str) -> FollowUp:
        """What was agreed with one person, and every contact. Raises NoSuchCase."""
        with Session(self.shelf.records) as session:
            if session.get(CaseRow, code) is None:
                raise NoSuchCase(code)
            return reading.of(session, opener(self.shelf, session, code), code, self.calendar, self.clock())

    def agree(self, code: str, by: int | None, agreed: Agreed, seen: str | None = None) -> FollowUp:
        """Write down safe ways and times of contact. The day of leaving stays as it is.

        With `seen` only if the plan still has this version. Raises ChangedMeanwhile, NoSuchCase.
        """
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            if seen is not None and seen != reading.version(session, code):
                raise ChangedMeanwhile(code)
            before = reading.agreed(session, sealer, code)
            agreed = replace(agreed, agreed_on=day_of(now), left_on=before.left_on, ending=before.ending)
            put_agreed(session, sealer, code, agreed, now)
            self.shelf.note("contact_plan_changed", by, code, within=session)
        return self.of(code)

    def left(self, code: str, by: int | None, day: str) -> FollowUp:
        """The person left on this day: contacts are planned from it. Raises WrongContact, NoSuchCase.

        What was planned from another day of leaving is planned anew; what was done stays.
        """
        now = self.clock()
        if not is_day(day) or day > day_of(now):
            raise WrongContact("left_on")
        with holding(self.shelf, code, now) as (session, sealer):
            agreed = replace(reading.agreed(session, sealer, code), left_on=day, ending="")
            put_agreed(session, sealer, code, agreed, now)
            done = self._drop_open(session, code, now, by)
            left_on = dt.date.fromisoformat(day)
            for term, due in self.calendar.contacts(left_on, day_at(now)):
                if term not in done:
                    plan(session, sealer, code, term, moment_of(due))
            _now_left(session, sealer, code)
            self.shelf.note("contact_plan_changed", by, code, within=session)
        return self.of(code)

    def write(self, code: str, contact_id: str, by: int | None, state: str, outcome: Outcome | None = None) -> FollowUp:
        """Write down what became of a contact. Raises NoSuchContact, WrongContact, NoSuchCase.

        After a try that reached nobody another is planned, until contact counts as lost.
        """
        now = self.clock()
        if state not in OUTCOMES:
            raise WrongContact("state")
        with holding(self.shelf, code, now) as (session, sealer):
            row = session.get(FollowUpRow, contact_id)
            if row is None or row.code != code or row.state != "open":
                raise NoSuchContact(contact_id)
            row.state, row.ended_at, row.ended_by = state, now, by
            row.sealed = seal_outcome(sealer, row.id, outcome or Outcome())
            session.flush()
            self._go_on(session, sealer, row, now)
            self.shelf.note("follow_up_written", by, code, within=session)
        return self.of(code)

    def met(self, code: str, by: int | None, outcome: Outcome) -> FollowUp:
        """Write down a contact that was not planned: they got in touch, or somebody met them. Raises NoSuchCase."""
        now = self.clock()
        with holding(self.shelf, code, now) as (session, sealer):
            row = plan(session, sealer, code, UNPLANNED, now)
            row.state, row.ended_at, row.ended_by = "reached", now, by
            row.sealed = seal_outcome(sealer, row.id, outcome)
            self.shelf.note("follow_up_written", by, code, within=session)
        return self.of(code)

    def end(self, code: str, by: int | None, ending: str) -> FollowUp:
        """No more contact from our side; the person may come back at any time. Raises WrongContact, NoSuchCase."""
        now = self.clock()
        if ending not in ENDINGS:
            raise WrongContact("ending")
        with holding(self.shelf, code, now) as (session, sealer):
            agreed = replace(reading.agreed(session, sealer, code), ending=ending)
            put_agreed(session, sealer, code, agreed, now, ended_at=now)
            self._drop_open(session, code, now, by)
            self.shelf.note("follow_up_ended", by, code, within=session)
        return self.of(code)

    def waiting(self, ahead_days: int = 0) -> list[Contact]:
        """Contacts that are due or late, the latest first; with those due in so many days."""
        now = self.clock()
        wanted = select(FollowUpRow).where(FollowUpRow.state == "open", FollowUpRow.due_at <= now + ahead_days * _DAY)
        with Session(self.shelf.records) as session:
            rows = session.scalars(wanted.order_by(FollowUpRow.due_at, FollowUpRow.code)).all()
        return [reading.view(row, self.calendar, now) for row in rows]

    def counts(self) -> Counts:
        """How many contacts wait, and how late they are."""
        stand = [one.standing for one in self.waiting()]
        due, overdue, escalated = (stand.count(one) for one in (Standing.DUE, Standing.OVERDUE, Standing.ESCALATED))
        with Session(self.shelf.records) as session:
            return Counts(due, overdue, escalated, len(reading.lost(session)))

    def lost(self) -> list[str]:
        """The codes of those with whom contact is lost."""
        with Session(self.shelf.records) as session:
            return reading.lost(session)

    def _go_on(self, session: Session, sealer: Sealer, row: FollowUpRow, now: float) -> None:
        if row.state == "missed" and row.number <= len(NEXT_TRY):
            due = moment_of(day_at(now + NEXT_TRY[row.number - 1] * _DAY))
            plan(session, sealer, row.code, row.term, due, row.number + 1)
        left_on = reading.agreed(session, sealer, row.code).left_on
        wanted = select(FollowUpRow).where(FollowUpRow.code == row.code, FollowUpRow.state != "dropped")
        rows = session.scalars(wanted.order_by(FollowUpRow.due_at)).all()
        if not left_on or any(one.state == "open" for one in rows):
            return
        terms = [one.term for one in rows if one.number == 1 and one.term != UNPLANNED] or [row.term]
        following = self.calendar.after(terms[-1], dt.date.fromisoformat(left_on), day_at(now))
        if following is not None:
            plan(session, sealer, row.code, following[0], moment_of(following[1]))

    def _drop_open(self, session: Session, code: str, now: float, by: int | None) -> set[str]:
        """Drop what is planned; returns the terms whose contact was tried already."""
        rows = session.scalars(select(FollowUpRow).where(FollowUpRow.code == code)).all()
        for row in rows:
            if row.state == "open":
                row.state, row.ended_at, row.ended_by = "dropped", now, by
        session.flush()
        return {row.term for row in rows if row.state != "dropped"}


def put_agreed(
    session: Session, sealer: Sealer, code: str, agreed: Agreed, now: float, ended_at: float | None = None
) -> None:
    """Keep what was agreed, in the caller's transaction."""
    row = session.get(ContactPlan, code) or ContactPlan(code=code)
    row.changed_at, row.ended_at = now, ended_at if agreed.ending else None
    row.sealed = sealer.seal_json("contact_plan.sealed", code, agreed.kept())
    session.add(row)
    session.flush()


def plan(session: Session, sealer: Sealer, code: str, term: str, due_at: float, number: int = 1) -> FollowUpRow:
    """Plan a contact, in the caller's transaction."""
    row = FollowUpRow(id=secrets.token_hex(16), code=code, term=term, number=number, due_at=due_at, state="open")
    row.sealed = seal_outcome(sealer, row.id, Outcome())
    session.add(row)
    session.flush()
    return row


def seal_outcome(sealer: Sealer, number: str, outcome: Outcome) -> bytes:
    """What became of a contact, as its row keeps it."""
    return sealer.seal_json("follow_up.sealed", number, outcome.kept())


def _now_left(session: Session, sealer: Sealer, code: str) -> None:
    """The stage of a case follows the day of leaving."""
    row = session.get_one(CaseRow, code)
    facts = Facts.of(sealer.open_json("case_file.sealed", code, row.sealed))
    if not facts.has_left:
        facts = replace(facts, stage="after_leaving")
        row.version, row.sealed = row.version + 1, sealer.seal_json("case_file.sealed", code, facts.kept())
