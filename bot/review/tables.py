"""The tables of the review list: entries that somebody sent, and how often what could not be answered."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class ReviewRow(RecordsBase):
    """One entry, sealed with a key of its own. Nothing here says who sent it.

    `mark_digest` is made from conversation and answer, so that who still has the conversation open may take the entry
    back; the other way round it leads nowhere. `version` grows with every change. Times are in seconds since 1970.
    """

    __tablename__ = "review_entry"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    mark_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    version: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[float]
    proposed_at: Mapped[float | None] = mapped_column(default=None)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    decided_at: Mapped[float | None] = mapped_column(default=None)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    reason: Mapped[str] = mapped_column(String(20), default="")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"text": "…", "answer": "…"}
    proposal: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)


class Unanswered(RecordsBase):
    """How many answers of a kind were given on a day (as 2026-11-22, by the server's clock). No text, no account."""

    __tablename__ = "unanswered"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    many: Mapped[int]
