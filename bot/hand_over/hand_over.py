"""Hands a shift over and takes it over. Every call waits for the database; `by` is the account that acts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.alerts.alert import Alert
from bot.alerts.codes import ALPHABET
from bot.cases.codes import KIND as CASE
from bot.cases.shelf import Shelf
from bot.checklists.checklists import Checklists
from bot.hand_over.brief import Brief, NoSuchBrief, OwnBrief, Part
from bot.hand_over.gathering import WaitingContact, gathered
from bot.hand_over.tables import BriefPart, BriefRow
from bot.helped.helped import Helped
from bot.referral.messages import Awaited

KIND = "hand_over"
_REST, _PART = "hand_over.sealed", "hand_over_part.sealed"
_LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{_LENGTH}}}"
#: How far back the first brief looks, in seconds.
_FIRST = 12 * 3600.0
_MOST_LISTED = 20


def _nothing(*_: object) -> list[Any]:
    return []


class HandOver:
    """The briefs of a site."""

    def __init__(
        self,
        checklists: Checklists,
        helped: Helped,
        waiting: Callable[[], Sequence[WaitingContact]],
        alerts: Callable[[], Sequence[Alert]] = _nothing,
        awaited: Callable[[float], Sequence[Awaited]] = _nothing,
    ) -> None:
        """Gather from these; nothing is read yet. `alerts` gives what is open, without what it is about."""
        self._checklists, self._helped, self._waiting = checklists, helped, waiting
        self._alerts, self._awaited = alerts, awaited

    def now(self) -> Brief:
        """What would be handed over now."""
        newest = self._newest()
        since = newest.made_at if newest else self._clock() - _FIRST
        return gathered(self._checklists, self._helped, self._waiting, self._alerts, self._awaited, since)

    def make(self, by: int | None) -> str:
        """Hand over: keep what is open now as a brief; returns its id."""
        brief, now = self.now(), self._clock()
        shelf = self._shelf
        with Session(shelf.records) as session, session.begin():
            number = _free_id(session)
            sealer = shelf.keys.sealer(session, KIND, number)
            row = BriefRow(id=number, since=brief.since, made_at=now, made_by=by)
            row.sealed = sealer.seal_json(_REST, number, brief.rest.model_dump(mode="json"))
            session.add(row)
            readers = shelf.keys.readers(session, CASE, brief.parts)
            for code, part in brief.parts.items():
                if code in readers:  # else it was erased a moment ago
                    sealed = readers[code].seal_json(_PART, f"{number}:{code}", part.model_dump(mode="json"))
                    session.add(BriefPart(brief=number, case_code=code, sealed=sealed))
            session.flush()
            shelf.record("hand_over_made", account(by), f"{KIND}:{number}", within=session)
        return number

    def find(self, number: str) -> Brief:
        """A brief as it was handed over; what was erased since is no longer in it. Raises NoSuchBrief."""
        shelf = self._shelf
        with Session(shelf.records) as session:
            row = session.get(BriefRow, number)
            sealer = shelf.keys.reader(session, KIND, number) if row else None
            if row is None or sealer is None:
                raise NoSuchBrief(number)
            rest = Part.model_validate(sealer.open_json(_REST, number, row.sealed))
            kept = session.scalars(
                select(BriefPart).where(BriefPart.brief == number).order_by(BriefPart.case_code)
            ).all()
            readers = shelf.keys.readers(session, CASE, [one.case_code for one in kept])
            parts = {
                one.case_code: Part.model_validate(
                    readers[one.case_code].open_json(_PART, f"{number}:{one.case_code}", one.sealed)
                )
                for one in kept
                if one.case_code in readers
            }
            return _brief(row, parts, rest)

    def read(self, number: str, by: int | None) -> Brief:
        """The same, and that this account read it is written down."""
        brief = self.find(number)
        self._shelf.record("hand_over_read", account(by), f"{KIND}:{number}")
        return brief

    def take(self, number: str, by: int) -> None:
        """The next shift has it. Raises NoSuchBrief, and OwnBrief for who handed it over."""
        with Session(self._shelf.records) as session, session.begin():
            free = (BriefRow.id == number, BriefRow.acknowledged_at.is_(None))
            # Who was first stays: the update takes the row, and finds none when somebody else has it.
            others = free + (BriefRow.made_by.is_distinct_from(by),)
            taken = session.execute(
                update(BriefRow).where(*others).values(acknowledged_at=self._clock(), acknowledged_by=by)
            )
            row = session.get(BriefRow, number)
            if row is None:
                raise NoSuchBrief(number)
            if taken.rowcount:  # type: ignore[attr-defined]
                self._shelf.record("hand_over_taken", account(by), f"{KIND}:{number}", within=session)
            elif row.acknowledged_at is None:
                raise OwnBrief(number)

    def listed(self) -> list[Brief]:
        """The newest briefs without what is in them, newest first."""
        wanted = select(BriefRow).order_by(BriefRow.made_at.desc()).limit(_MOST_LISTED)
        with Session(self._shelf.records) as session:
            return [_brief(row, {}, Part()) for row in session.scalars(wanted)]

    @property
    def _shelf(self) -> Shelf:
        return self._checklists.book.cases.shelf

    def _clock(self) -> float:
        return self._checklists.book.clock()

    def _newest(self) -> Brief | None:
        return next(iter(self.listed()), None)


def _brief(row: BriefRow, parts: dict[str, Part], rest: Part) -> Brief:
    return Brief(
        since=row.since,
        parts=parts,
        rest=rest,
        id=row.id,
        made_at=row.made_at,
        made_by=row.made_by,
        taken_at=row.acknowledged_at,
        taken_by=row.acknowledged_by,
    )


def _free_id(session: Session) -> str:
    while True:
        number = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if session.get(BriefRow, number) is None:
            return number
