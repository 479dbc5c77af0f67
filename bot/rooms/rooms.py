"""Rooms: a trainer opens one, people join by its code, and the resident's talk is had together.

A room is seen by its trainer and by who sits in it, and by nobody else (NoSuchRoom). It is a talk without an owner:
it stands in nobody's own list and is never among the shared ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.practice.drawer import KIND
from bot.practice.service import Practice
from bot.practice.talk import FEEDBACK, LEVELS, Feedback, NoSuchTalk, NotThisWay, SaidMeanwhile, Terms
from bot.records.sealing import Sealer
from bot.rooms.room import LONGER, MINUTES, SEATS, SIZES, NoSuchRoom, NotNow, Room, RoomFull, RoomHead, Size, Step
from bot.rooms.seeing import heads, kept_offer, seen
from bot.rooms.tables import OfferRow, RoomRow, SeatRow, VoteRow
from knowledge.kinds.move import FEELINGS
from knowledge.roleplay.play import Nudge, Play, Reply
from knowledge.roleplay.stage import TalkEnded

#: Points that a trainer's hand may move a feeling by at once.
MOST_NUDGED = 30


class Rooms:
    """What trainers and people in a room do. `by` is the account that acts."""

    def __init__(self, practice: Practice) -> None:
        """Keep the talks of rooms in this practice."""
        self.practice, self.drawer = practice, practice.drawer

    def open(
        self, by: int, scenario_id: str, level: int, feedback: Feedback = "each", size: Size = "group", minutes: int = 0
    ) -> str:
        """Open a room; returns its id, which is the code to join by. Raises NoSuchResident, NotThisWay."""
        scenario = self.practice.residents.get(scenario_id)
        if level not in LEVELS or feedback not in FEEDBACK or size not in SIZES or minutes not in MINUTES:
            raise NotThisWay("choose a level, when feedback comes, who speaks, and one of the time limits")
        terms = Terms(scenario.id, level, feedback, self.practice.residents.version(scenario))
        play = Play(scenario.id, secrets.randbelow(2**31), level)
        with Session(self.drawer.records) as session, session.begin():
            room = self.drawer.put(session, None, terms, play)
            row = RoomRow(talk=room, trainer_id=by, size=size, limit=minutes * 60.0 or None)
            row.opened_at, row.paused_for, row.door_open = self.drawer.clock(), 0.0, True
            session.add(row)
            self.drawer.record("room_opened", account(by), f"{KIND}:{room}", within=session)
        return room

    def join(self, code: str, by: int) -> str:
        """Take a seat, or the one left before; returns the room's id. Raises NoSuchRoom, RoomFull."""
        room = "".join(code.upper().split())
        with self._writing(room) as (session, row, _):
            mine = session.scalar(select(SeatRow).where(SeatRow.talk == room, SeatRow.account_id == by))
            if row.trainer_id == by or (mine is not None and mine.left_at is None):
                return room
            taken = session.scalar(select(func.count()).where(SeatRow.talk == room, SeatRow.left_at.is_(None))) or 0
            if row.closed_at or not row.door_open or taken >= SEATS[row.size]:  # type: ignore[index]
                raise RoomFull(room)
            if mine is not None:
                mine.left_at = None
                return room
            last = session.scalar(select(func.max(SeatRow.number)).where(SeatRow.talk == room)) or 0
            session.add(SeatRow(talk=room, number=last + 1, account_id=by, joined_at=self.drawer.clock()))
        return room

    def leave(self, room: str, by: int) -> None:
        """Get up. What was said stays in the room. Raises NoSuchRoom."""
        with self._writing(room) as (session, _, _):
            self._seat(session, room, by).left_at = self.drawer.clock()

    def find(self, room: str, by: int) -> Room:
        """The room, for its trainer and who sits in it. Raises NoSuchRoom, NoSuchResident."""
        try:
            talk = self.practice.unchecked(room)
            with Session(self.drawer.records) as session:
                return seen(session, self.drawer.opener(session, room), talk, by, self.drawer.clock())
        except NoSuchTalk:
            raise NoSuchRoom(room) from None

    def led(self, by: int) -> list[RoomHead]:
        """The rooms of a trainer, the newest first."""
        return heads(self.practice, select(RoomRow).where(RoomRow.trainer_id == by))

    def joined(self, by: int) -> list[RoomHead]:
        """The rooms where somebody sits and that are not over."""
        mine = select(SeatRow.talk).where(SeatRow.account_id == by, SeatRow.left_at.is_(None))
        return [
            head for head in heads(self.practice, select(RoomRow).where(RoomRow.talk.in_(mine))) if not head.is_over
        ]

    def steer(self, room: str, by: int, step: Step) -> None:
        """Begin, pause, go on, give more time, open or close the door, end. Raises NoSuchRoom."""
        with self._writing(room, by) as (_, row, _):
            now = self.drawer.clock()
            if step == "begin":
                row.begun_at = row.begun_at or now
            elif step == "pause":
                row.paused_at = row.paused_at or now
            elif step == "go_on" and row.paused_at:
                row.paused_for, row.paused_at = row.paused_for + now - row.paused_at, None
            elif step == "longer" and row.limit:
                row.limit += LONGER
            elif step == "door":
                row.door_open = not row.door_open
            elif step == "close":
                row.closed_at = row.closed_at or now
        if step == "close":
            self.practice.stop(room, None)

    def wait(self, room: str, by: int) -> None:
        """Somebody in the room needs a pause; nobody sees who. Raises NoSuchRoom."""
        with self._writing(room) as (session, row, _):
            self._seat(session, room, by)
            row.paused_at = row.paused_at or self.drawer.clock()

    def offer(self, room: str, by: int, turn: int, reply: Reply) -> None:
        """Suggest the next reply of a group; a second suggestion of a seat takes the place of its first.

        Raises NoSuchRoom, NotNow, NotThisWay.
        """
        if not reply.text:
            raise NotThisWay("a suggestion has words")
        self._now(room, by, turn)
        with self._writing(room) as (session, row, sealer):
            _check_runs(row)
            seat = self._seat(session, room, by).number
            sealed = kept_offer(sealer, room, turn, seat, reply)
            session.merge(OfferRow(talk=room, turn=turn, seat=seat, at=self.drawer.clock(), sealed=sealed))

    def vote(self, room: str, by: int, turn: int, offer: int) -> None:
        """Say which suggestion one would take. Raises NoSuchRoom, NotNow."""
        found = self._now(room, by, turn)
        if offer not in {one.seat for one in found.offers}:
            raise NotNow(room)
        with self._writing(room) as (session, row, _):
            _check_runs(row)
            seat = self._seat(session, room, by).number
            session.merge(VoteRow(talk=room, turn=turn, seat=seat, offer=offer))

    def take_up(self, room: str, by: int, turn: int, offer: int) -> None:
        """The trainer takes a suggestion up: it is said. Raises NoSuchRoom, NotNow."""
        found = self._led(room, by)
        chosen = next((one for one in found.offers if one.seat == offer), None)
        if chosen is None or found.turn != turn or found.state != "running":
            raise NotNow(room)
        self._say(found, turn, chosen.reply)

    def reply(self, room: str, by: int, turn: int, reply: Reply) -> None:
        """Say the next reply where one speaks at a time; the same again changes nothing. Raises NoSuchRoom, NotNow."""
        found = self.find(room, by)
        given = found.take.play.replies
        if 1 <= turn <= len(given) and given[turn - 1].text == reply.text:
            return
        if not found.is_mine_to_say or found.turn != turn:
            raise NotNow(room)
        self._say(found, turn, reply)

    def nudge(self, room: str, by: int, feeling: str, points: int) -> None:
        """Move the inner state by hand. That it was done is written down. Raises NoSuchRoom, NotThisWay."""
        if feeling not in FEELINGS or not 0 < abs(points) <= MOST_NUDGED:
            raise NotThisWay(f"choose a feeling, and up to {MOST_NUDGED} points up or down")
        found = self._led(room, by)
        self.practice.nudge(room, None, found.take.number, Nudge({feeling: float(points)}))
        self.drawer.record("nudged", account(by), f"{KIND}:{room}")

    def back(self, room: str, by: int, turn: int) -> None:
        """The trainer takes the room back to where it stood after a turn, to answer otherwise; the first way is kept.

        Suggestions and votes of the turns that are taken back go. Raises NoSuchRoom, NotNow.
        """
        found = self._led(room, by)
        if found.closed:
            raise NotNow(room)
        try:
            self.practice.rewind(room, None, found.take.number, turn)
        except NotThisWay:
            raise NotNow(room) from None
        with self._writing(room, by) as (session, _, _):
            for row in (OfferRow, VoteRow):
                session.execute(delete(row).where(row.talk == room, row.turn > turn))

    def _say(self, found: Room, turn: int, reply: Reply) -> None:
        room = found.id
        try:
            self.practice.reply(room, None, found.take.number, turn, reply)
        except (SaidMeanwhile, TalkEnded):
            raise NotNow(room) from None

    def _now(self, room: str, by: int, turn: int) -> Room:
        found = self.find(room, by)
        if found.me is None or found.size != "group" or found.state != "running" or found.turn != turn:
            raise NotNow(room)
        return found

    def _led(self, room: str, by: int) -> Room:
        found = self.find(room, by)
        if found.trainer != by:
            raise NoSuchRoom(room)
        return found

    def _seat(self, session: Session, room: str, by: int) -> SeatRow:
        wanted = select(SeatRow).where(SeatRow.talk == room, SeatRow.account_id == by, SeatRow.left_at.is_(None))
        found = session.scalar(wanted)
        if found is None:
            raise NoSuchRoom(room)
        return found

    @contextmanager
    def _writing(self, room: str, trainer: int | None = None) -> Iterator[tuple[Session, RoomRow, Sealer]]:
        """A session in which a room is changed by one writer at a time; with `trainer` only by who leads it."""
        try:
            with self.drawer.writing(room) as (session, _, sealer):
                row = session.get(RoomRow, room)
                if row is None or (trainer is not None and row.trainer_id != trainer):
                    raise NoSuchRoom(room)
                yield session, row, sealer
        except NoSuchTalk:
            raise NoSuchRoom(room) from None


def _check_runs(row: RoomRow) -> None:
    """A room may have been paused or closed while somebody's press was on its way."""
    if row.paused_at or row.closed_at:
        raise NotNow(row.talk)
