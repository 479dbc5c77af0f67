"""Erases what belongs to one conversation, case or other owner: its key is destroyed, then its rows are deleted.

Without the key, copies of the rows on freed pages, in the database's own logs and in backups without the old key rows
mean nothing. A new kind of record is erased too once it stands in `OWNED`; a test looks for tables that do not.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.accounts.tables import Account, WebSession
from bot.alerts.tables import AlertRow, AlertWords, Ring
from bot.cases.tables import CaseRow, ConsentRow
from bot.checklists.tables import MarkRow, RunRow
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.hand_over.tables import BriefPart, BriefRow
from bot.helped.tables import AnswerHelp
from bot.matters.tables import MatterRow
from bot.practice.tables import TakeRow, TalkRow
from bot.records.audit import OPERATOR
from bot.records.keeping import Keeping
from bot.records.key_ring import KeyRing
from bot.records.key_tables import RecordKey
from bot.records.tables import ConversationEvent, TurnMark
from bot.records.tombstones import Erased, Tombstone, TombstoneFile
from bot.review.tables import ReviewRow
from bot.rooms.tables import OfferRow, RoomRow, SeatRow, TaskRow, VoteRow

#: Kind of owner → the columns that hold its id; every row with it goes.
OWNED: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "conversation": (ConversationEvent.conversation, TurnMark.conversation, AnswerHelp.conversation),
    "alert": (AlertRow.code, AlertWords.code, Ring.code),
    "case": (
        CaseRow.code,
        ConsentRow.code,
        ContactPlan.code,
        FollowUpRow.code,
        RunRow.case_code,
        MarkRow.case_code,
        AnswerHelp.case_code,
        BriefPart.case_code,
        MatterRow.code,
    ),
    "run": (RunRow.own, MarkRow.own),
    "hand_over": (BriefRow.id, BriefPart.brief),
    "review": (ReviewRow.id,),
    "practice": (
        TalkRow.id,
        TakeRow.talk,
        RoomRow.talk,
        SeatRow.talk,
        OfferRow.talk,
        VoteRow.talk,
        TaskRow.id,
    ),
}
#: Kinds whose key must never be destroyed: without them nothing works or can be proven.
KEPT = frozenset({"audit", "site"})
_ACTIONS = {"conversation": "conversation_erased", "case": "case_erased", "account": "account_erased"}


class NothingToErase(Exception):
    """There is no such conversation, case or account."""


def erase(keeping: Keeping, kind: str, owner: str, who: str = OPERATOR, now: float | None = None) -> None:
    """Erase one owner for good. Raises NothingToErase, sqlalchemy.exc.SQLAlchemyError, OSError."""
    moment = time.time() if now is None else now
    if kind not in (*OWNED, "account"):
        raise NothingToErase(f"there is nothing of the kind “{kind}”: write one of {', '.join([*OWNED, 'account'])}")
    with Session(keeping.engine) as session, session.begin():
        own = _of_account(session, owner) if kind == "account" else []
        if not remove(session, keeping.keys, kind, [owner]):
            raise NothingToErase(f"there is no {kind} “{owner}”: `steadyhand erase list` shows what there is")
        for of_kind, one in own:
            remove(session, keeping.keys, of_kind, [one])
        bury(session, keeping.tombstones, [Erased(moment, kind, owner), *(Erased(moment, *one) for one in own)])
        keeping.audit.record(_ACTIONS.get(kind, "erased"), who, f"{kind}:{owner}", within=session, now=moment)


def remove(session: Session, keys: KeyRing, kind: str, owners: Iterable[str]) -> int:
    """Destroy the keys of owners and delete their rows, in the caller's transaction. Returns how many rows went."""
    gone = 0
    for owner in owners:
        gone += keys.destroy(session, kind, owner)
        for column in OWNED.get(kind, ()):
            gone += _deleted(session, delete(column.class_).where(column == owner))
        if kind == "account":  # sessions and codes go with it
            gone += _deleted(session, delete(Account).where(Account.id == int(owner)))
    return gone


def bury(session: Session, file: TombstoneFile, erased: list[Erased]) -> None:
    """Note what is being erased: in the file at once, in the database with the caller's transaction."""
    file.add(erased)
    for one in erased:
        session.merge(Tombstone(owner_kind=one.kind, owner_id=one.owner, at=one.at))


def apply_tombstones(keeping: Keeping, erased: Iterable[Erased]) -> int:
    """Erase again what was erased before and is there all the same. Returns how many owners that were."""
    again = 0
    for one in erased:
        with Session(keeping.engine) as session, session.begin():
            if not _is_older(session, one):
                continue
            again += bool(remove(session, keeping.keys, one.kind, [one.owner]))
            session.merge(Tombstone(owner_kind=one.kind, owner_id=one.owner, at=one.at))
    return again


def owners(engine: Engine) -> list[RecordKey]:
    """Everything that can be erased, newest use last; ids and times only."""
    with Session(engine) as session:
        wanted = select(RecordKey).where(RecordKey.owner_kind.in_(OWNED)).order_by(RecordKey.last_at)
        return list(session.scalars(wanted))


def _is_older(session: Session, one: Erased) -> bool:
    """Whether what stands there now is what was erased then. Databases give numbers of accounts out again."""
    if one.kind in KEPT or (one.kind == "account" and not one.owner.isdigit()):
        return False
    if one.kind == "account":
        account = session.get(Account, int(one.owner))
        return account is not None and account.created_at <= one.at
    key = session.get(RecordKey, (one.kind, one.owner))
    return key is None or key.created_at <= one.at


def _of_account(session: Session, account: str) -> list[tuple[str, str]]:
    """What goes with an account, by kind and id: practice, rooms, tasks, the conversations of open sessions.

    Of conversations before, nobody can say any more whose they were.
    """
    number = int(account)
    talks = session.scalars(select(WebSession.conversation_id).where(WebSession.account_id == number))
    practised = [
        *session.scalars(select(TalkRow.id).where(TalkRow.account_id == number)),
        *session.scalars(select(RoomRow.talk).where(RoomRow.trainer_id == number)),
        *session.scalars(select(TaskRow.id).where(or_(TaskRow.account_id == number, TaskRow.trainer_id == number))),
    ]
    return [*(("conversation", one) for one in talks), *(("practice", one) for one in practised)]


def _deleted(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
