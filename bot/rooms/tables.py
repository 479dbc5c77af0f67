"""The tables of rooms (with their seats, suggestions and votes), of tasks and of residents written here.

A room has the id of its talk and is sealed with the talk's key; a task has a key of its own, also of the kind
`practice`. In clear stand ids, accounts, times and counts. A resident written here is invented and stands in clear.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class RoomRow(RecordsBase):
    """One room. Times are in seconds since 1970, lengths in seconds; without `limit` it has no time limit."""

    __tablename__ = "practice_room"

    talk: Mapped[str] = mapped_column(String(8), primary_key=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    size: Mapped[str] = mapped_column(String(8))
    limit: Mapped[float | None] = mapped_column(default=None)
    opened_at: Mapped[float]
    begun_at: Mapped[float | None] = mapped_column(default=None)
    paused_at: Mapped[float | None] = mapped_column(default=None)
    paused_for: Mapped[float] = mapped_column(default=0.0)
    closed_at: Mapped[float | None] = mapped_column(default=None)
    door_open: Mapped[bool] = mapped_column(default=True)


class SeatRow(RecordsBase):
    """Somebody who joined. When the account is erased the seat stays without a name."""

    __tablename__ = "practice_seat"

    talk: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    joined_at: Mapped[float]
    left_at: Mapped[float | None] = mapped_column(default=None)


class OfferRow(RecordsBase):
    """What a seat suggests to say at a turn."""

    __tablename__ = "practice_offer"

    talk: Mapped[str] = mapped_column(String(8), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[float]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the reply, as a play of one reply


class VoteRow(RecordsBase):
    """Which suggestion a seat would say at a turn."""

    __tablename__ = "practice_vote"

    talk: Mapped[str] = mapped_column(String(8), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offer: Mapped[int]  # the seat whose suggestion it is


class TaskRow(RecordsBase):
    """A resident that a trainer asks somebody to practise with. `talk` is what came of it."""

    __tablename__ = "practice_task"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    given_at: Mapped[float]
    talk: Mapped[str | None] = mapped_column(String(8), default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"scenario": id, "level": 1-3, "feedback": each|end}


class OwnResidentRow(RecordsBase):
    """A resident written at this site, as YAML. Only what is in order is played. It goes with its writer's account."""

    __tablename__ = "practice_resident"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    written_at: Mapped[float]
    ready: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
