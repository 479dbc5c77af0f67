"""The base of every record, and the events of conversations."""

from __future__ import annotations

from sqlalchemy import JSON, Float, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class RecordsBase(DeclarativeBase):
    """Base of every table that holds records about work."""


class ConversationEvent(RecordsBase):
    """One event of a conversation as the assistant keeps it; `number` counts from 0 without gaps."""

    __tablename__ = "conversation_event"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[float] = mapped_column(Float)
    data: Mapped[dict[str, object]] = mapped_column(JSON)
