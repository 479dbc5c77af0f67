"""The table of matters: in clear the case's code, times and accounts; what a matter is and holds is sealed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class MatterRow(RecordsBase):
    """One matter. `due_at` is when something that it waits for should be there; empty when it waits for nothing."""

    __tablename__ = "case_matter"
    __table_args__ = (Index("ix_case_matter_code", "code", "made_at"), Index("ix_case_matter_due_at", "due_at"))

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[float]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changed_at: Mapped[float]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[float | None] = mapped_column(default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"kind": …, "body": {…}}
