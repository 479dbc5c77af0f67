"""The tables of the follow-up calendar. In clear stand codes, times and how far each contact has come."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class ContactPlan(RecordsBase):
    """How and when somebody may be contacted after leaving, sealed with the case's key. `ended_at`: no more contact."""

    __tablename__ = "contact_plan"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    changed_at: Mapped[float]
    ended_at: Mapped[float | None] = mapped_column(default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class FollowUpRow(RecordsBase):
    """One contact that is planned, or was made. `term` is how long after leaving, as 3m; `number` counts tries from 1.

    `state` is open, reached, missed, declined or dropped. `told` is up to where supervisors were told: 0 of nothing, 1
    that it is overdue, 2 that it was escalated. Times are in seconds since 1970.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_code", "code"), Index("ix_follow_up_due", "state", "due_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    term: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[float]
    state: Mapped[str] = mapped_column(String(12), default="open")
    told: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[float | None] = mapped_column(default=None)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
