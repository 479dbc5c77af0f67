"""From the rows of a room to what somebody may see of it at this moment."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.practice.service import Practice
from bot.practice.tables import TalkRow
from bot.practice.talk import Talk
from bot.records.sealing import Sealer
from bot.rooms.room import NoSuchRoom, Offer, Room, RoomHead, Seat, Size, State
from bot.rooms.tables import OfferRow, RoomRow, SeatRow, VoteRow
from knowledge.roleplay.play import Play, Reply, play_from_json

_OFFER = "practice_offer.sealed"


def seen(session: Session, sealer: Sealer, talk: Talk, by: int, now: float) -> Room:
    """The room of a talk for its trainer or who sits in it. Raises NoSuchRoom."""
    room = talk.head.id
    row = session.get(RoomRow, room)
    seats = _seats(session, room)
    me = next((seat for seat in seats if seat.account == by), None)
    if row is None or (me is None and row.trainer_id != by):
        raise NoSuchRoom(room)
    turn = len(talk.newest.play.replies) + 1
    votes = {
        vote.seat: vote.offer
        for vote in session.scalars(select(VoteRow).where(VoteRow.talk == room, VoteRow.turn == turn))
    }
    return Room(
        id=room,
        size=cast(Size, row.size),
        trainer=row.trainer_id,
        talk=talk,
        seats=seats,
        me=me,
        offers=_offers(session, sealer, room, turn, votes),
        my_vote=votes.get(me.number) if me else None,
        voted=len(votes),
        limit=row.limit,
        left=left(row, now),
        opened_at=row.opened_at,
        state=state_of(row, talk, now),
        door_open=row.door_open,
        closed=bool(row.closed_at or left(row, now) == 0.0),
    )


def state_of(row: RoomRow, talk: Talk, now: float) -> State:
    """Whether the room waits to begin, runs, is paused or is over."""
    remaining = left(row, now)
    if row.closed_at or talk.newest.ended or (remaining is not None and remaining <= 0):
        return "over"
    if row.begun_at is None:
        return "waiting"
    return "paused" if row.paused_at else "running"


def left(row: RoomRow, now: float) -> float | None:
    """Seconds that are left; None without a limit. A pause does not count."""
    if row.limit is None:
        return None
    if row.begun_at is None:
        return row.limit
    until = min(row.paused_at or now, row.closed_at or now)
    return max(0.0, row.limit - (until - row.begun_at - row.paused_for))


def heads(practice: Practice, wanted: Select[tuple[RoomRow]]) -> list[RoomHead]:
    """Rooms in a list, the newest first."""
    with Session(practice.drawer.records) as session:
        rows = {row.talk: row for row in session.scalars(wanted.order_by(RoomRow.opened_at.desc()))}
        talks = list(session.scalars(select(TalkRow).where(TalkRow.id.in_(rows))))
        seated = select(SeatRow.talk, func.count()).where(SeatRow.left_at.is_(None)).group_by(SeatRow.talk)
        people = {room: int(count) for room, count in session.execute(seated)}
        session.expunge_all()
    found = {head.id: head for head in practice.drawer.heads(talks)}
    now = practice.drawer.clock()
    return [
        RoomHead(
            room,
            cast(Size, row.size),
            scenario.title,
            row.opened_at,
            bool(row.closed_at or found[room].ended_at or left(row, now) == 0.0),
            people.get(room, 0),
        )
        for room, row in rows.items()
        if room in found and (scenario := found[room].scenario)
    ]


def kept_offer(sealer: Sealer, room: str, turn: int, seat: int, reply: Reply) -> bytes:
    """A suggestion as it is kept."""
    return sealer.seal_json(_OFFER, f"{room}:{turn}:{seat}", Play("", events=(reply,)).as_json())


def _seats(session: Session, room: str) -> tuple[Seat, ...]:
    wanted = select(SeatRow).where(SeatRow.talk == room, SeatRow.left_at.is_(None)).order_by(SeatRow.number)
    return tuple(Seat(row.number, row.account_id) for row in session.scalars(wanted))


def _offers(session: Session, sealer: Sealer, room: str, turn: int, votes: dict[int, int]) -> tuple[Offer, ...]:
    wanted = select(OfferRow).where(OfferRow.talk == room, OfferRow.turn == turn).order_by(OfferRow.seat)
    counted = Counter(votes.values())
    offers = [Offer(row.seat, _reply(sealer, row), counted[row.seat]) for row in session.scalars(wanted)]
    return tuple(sorted(offers, key=lambda one: -one.votes))


def _reply(sealer: Sealer, row: OfferRow) -> Reply:
    kept: Any = sealer.open_json(_OFFER, f"{row.talk}:{row.turn}:{row.seat}", row.sealed)
    return play_from_json(kept).replies[0]
