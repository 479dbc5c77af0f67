"""The base of every record, and the events of conversations."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class RecordsBase(DeclarativeBase):
    """Base of every table that holds records about work."""


class ConversationEvent(RecordsBase):
    """One event of a conversation, sealed with the conversation's key; `number` counts from 0 without gaps."""

    __tablename__ = "conversation_event"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class TurnMark(RecordsBase):
    """Which events a message became, so that the same message sent again gets the same answer.

    `mark_digest` is the SHA-256 of the random mark that the message carries. Both event numbers are included.
    """

    __tablename__ = "turn_mark"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    mark_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_event: Mapped[int]
    last_event: Mapped[int]
