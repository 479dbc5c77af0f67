"""The tables of alerts, of what was said in them, of the messages about them, and of who is on call.

What an alert is about is sealed with a key of its own. In clear stand only its code, times, accounts, whether it is
urgent, and whether it goes to the separate contacts (which the accounts in its messages would show anyway).
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class AlertRow(RecordsBase):
    """One alert. `outcome` is empty while it is open; times are in seconds since 1970."""

    __tablename__ = "alert"
    __table_args__ = (Index("ix_alert_conversation", "conversation"), Index("ix_alert_next_at", "next_at"))

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(64))
    urgent: Mapped[bool]
    apart: Mapped[bool]
    raised_at: Mapped[float]
    raised_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    rung: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[float | None] = mapped_column(default=None)
    delivered_at: Mapped[float | None] = mapped_column(default=None)
    seen_at: Mapped[float | None] = mapped_column(default=None)
    taken_at: Mapped[float | None] = mapped_column(default=None)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    ended_at: Mapped[float | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    next_at: Mapped[float | None] = mapped_column(default=None)  # when the next contact is called on
    phone_now_at: Mapped[float | None] = mapped_column(default=None)
    changed_at: Mapped[float] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"situations": […], "note": "…"}


class AlertWords(RecordsBase):
    """What one message added to an alert, sealed; its mark keeps a message that comes again from counting twice."""

    __tablename__ = "alert_words"

    mark_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), index=True)
    at: Mapped[float]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Ring(RecordsBase):
    """A message to somebody about an alert, in the outbox until it is sent, or until there is no reason to send it.

    `state` is waiting, sent, unreachable or dropped. While `held_until` lies ahead, a worker is sending it.
    """

    __tablename__ = "alert_ring"
    __table_args__ = (Index("ix_alert_ring_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(8), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    template: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    due_at: Mapped[float]
    held_until: Mapped[float] = mapped_column(default=0.0)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[float | None] = mapped_column(default=None)


class OnCall(RecordsBase):
    """Somebody who is called on, in order of `place`; `ladder` is on_call, or apart for what concerns colleagues."""

    __tablename__ = "on_call"

    ladder: Mapped[str] = mapped_column(String(8), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]
    hours: Mapped[str] = mapped_column(String(11), default="")
    off: Mapped[bool] = mapped_column(default=False)


class AlertPlan(RecordsBase):
    """One row: quiet hours for what is not urgent. Whoever changes alerts holds it, so that they take turns."""

    __tablename__ = "alert_plan"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quiet: Mapped[str] = mapped_column(String(11), default="")
