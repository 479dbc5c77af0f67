"""The follow-up calendar of a case on its way out of the house and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.carrying import Part, moment, only, pseudonym, text, whole
from bot.follow_up import reading
from bot.follow_up.calendar import TERM
from bot.follow_up.contact import OUTCOMES, Agreed, Outcome
from bot.follow_up.follow_ups import plan, put_agreed, seal_outcome
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.records.sealing import Sealer

_STATES = ("open", *OUTCOMES, "dropped")
_FIELDS = {"term", "number", "due_at", "state", "told", "ended_at", "who", "way", "signs"}


def _carried_agreed(session: Session, sealer: Sealer, code: str, _: Mapping[int, str]) -> list[dict[str, Any]]:
    row = session.get(ContactPlan, code)
    if row is None:
        return []
    return [{**reading.agreed(session, sealer, code).kept(), "changed_at": row.changed_at, "ended_at": row.ended_at}]


def _bring_agreed(session: Session, sealer: Sealer, code: str, rows: Sequence[Any], _: Mapping[str, int]) -> None:
    for row in rows[:1]:
        only(row, {*Agreed.__dataclass_fields__, "changed_at", "ended_at"})
        agreed = Agreed.of({name: value for name, value in row.items() if name not in ("changed_at", "ended_at")})
        ended_at = None if row.get("ended_at") is None else moment(row, "ended_at")
        put_agreed(session, sealer, code, agreed, moment(row, "changed_at"), ended_at)


def _carried_contacts(session: Session, sealer: Sealer, code: str, names: Mapping[int, str]) -> list[dict[str, Any]]:
    wanted = select(FollowUpRow).where(FollowUpRow.code == code)
    order = (FollowUpRow.due_at, FollowUpRow.number, FollowUpRow.ended_at, FollowUpRow.id)
    return [_contact(sealer, row, names) for row in session.scalars(wanted.order_by(*order))]


def _contact(sealer: Sealer, row: FollowUpRow, names: Mapping[int, str]) -> dict[str, Any]:
    outcome = reading.outcome(sealer, row)
    return {
        "term": row.term,
        "number": row.number,
        "due_at": row.due_at,
        "state": row.state,
        "told": row.told,
        "ended_at": row.ended_at,
        **outcome.kept(),
        "who": names.get(row.ended_by or 0, outcome.who),
    }


def _bring_contacts(
    session: Session, sealer: Sealer, code: str, rows: Sequence[Any], accounts: Mapping[str, int]
) -> None:
    for given in rows:
        only(given, _FIELDS)
        if not TERM.fullmatch(text(given, "term")) or text(given, "state") not in _STATES:
            raise ValueError("term or state")
        if given.get("told") not in (0, 1, 2):
            raise ValueError("told")
        row = plan(session, sealer, code, given["term"], moment(given, "due_at"), whole(given, "number"))
        who = pseudonym(given, "who")
        row.state, row.told, row.ended_by = given["state"], given["told"], accounts.get(who)
        row.ended_at = None if given.get("ended_at") is None else moment(given, "ended_at")
        kept = {"way": given.get("way", ""), "signs": given.get("signs", []), "who": "" if row.ended_by else who}
        row.sealed = seal_outcome(sealer, row.id, Outcome.of(kept))
    session.flush()


PARTS = (Part("contact", _carried_agreed, _bring_agreed), Part("follow_up", _carried_contacts, _bring_contacts))
