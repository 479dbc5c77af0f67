"""Reads the follow-up calendar from its tables, in the caller's session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.follow_up.calendar import NEXT_TRY, Calendar
from bot.follow_up.contact import Agreed, Contact, FollowUp, Outcome
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.records.sealing import Sealer


def of(session: Session, sealer: Sealer, code: str, calendar: Calendar, now: float) -> FollowUp:
    """All that is known of contact with one person."""
    row = session.get(ContactPlan, code)
    wanted = select(FollowUpRow).where(FollowUpRow.code == code, FollowUpRow.state != "dropped")
    rows = session.scalars(wanted.order_by(FollowUpRow.due_at, FollowUpRow.number)).all()
    contacts = tuple(replace(view(one, calendar, now), outcome=outcome(sealer, one)) for one in rows)
    ended_at = row.ended_at if row else None
    missed = _missed_in_a_row(rows)
    lost = missed > len(NEXT_TRY) and ended_at is None
    return FollowUp(code, agreed(session, sealer, code), ended_at, contacts, lost, missed, version(session, code))


def agreed(session: Session, sealer: Sealer, code: str) -> Agreed:
    """What was agreed about contact; empty when nothing was."""
    row = session.get(ContactPlan, code)
    return Agreed.of(sealer.open_json("contact_plan.sealed", code, row.sealed)) if row else Agreed()


def version(session: Session, code: str) -> str:
    """Changes whenever what was agreed changes; empty when nothing was."""
    row = session.get(ContactPlan, code)
    return repr(row.changed_at) if row else ""


def outcome(sealer: Sealer, row: FollowUpRow) -> Outcome:
    """What became of a contact."""
    return Outcome.of(sealer.open_json("follow_up.sealed", row.id, row.sealed))


def view(row: FollowUpRow, calendar: Calendar, now: float) -> Contact:
    """A contact without what became of it."""
    standing = calendar.standing(row.due_at, now)
    return Contact(row.id, row.code, row.term, row.number, row.due_at, row.state, standing, row.ended_at, row.ended_by)


def lost(session: Session) -> list[str]:
    """The codes of those whose last tries all reached nobody, as far as contact was not ended."""
    enough = select(FollowUpRow.code).where(FollowUpRow.state == "missed", FollowUpRow.number > len(NEXT_TRY))
    ended = select(ContactPlan.code).where(ContactPlan.ended_at.is_not(None))
    codes = session.scalars(enough.where(FollowUpRow.code.not_in(ended)).distinct().order_by(FollowUpRow.code)).all()
    rows = session.scalars(select(FollowUpRow).where(FollowUpRow.code.in_(codes))).all() if codes else []
    return [code for code in codes if _missed_in_a_row([row for row in rows if row.code == code]) > len(NEXT_TRY)]


def _missed_in_a_row(rows: Sequence[FollowUpRow]) -> int:
    made = sorted((row for row in rows if row.ended_at and row.state != "dropped"), key=lambda row: row.ended_at or 0.0)
    count = 0
    for row in reversed(made):
        if row.state != "missed":
            break
        count += 1
    return count
