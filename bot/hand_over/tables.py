"""The tables of hand-over briefs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class BriefRow(RecordsBase):
    """One brief; what belongs to no case is sealed with its own key. Times are in seconds since 1970."""

    __tablename__ = "hand_over"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    since: Mapped[float]
    made_at: Mapped[float] = mapped_column(index=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    acknowledged_at: Mapped[float | None] = mapped_column(default=None)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class BriefPart(RecordsBase):
    """What a brief says of one case, sealed with the key of the case."""

    __tablename__ = "hand_over_part"

    brief: Mapped[str] = mapped_column(String(8), primary_key=True)
    case_code: Mapped[str] = mapped_column(String(8), primary_key=True, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
