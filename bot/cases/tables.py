"""The tables of cases and of consent: in clear codes, times and accounts, all else sealed with the case's key."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class CaseRow(RecordsBase):
    """One case. `version` grows with each change of its facts; times are in seconds since 1970."""

    __tablename__ = "case_file"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    opened_at: Mapped[float]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changed_at: Mapped[float] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the facts, as `Facts.kept` gives them


class ConsentRow(RecordsBase):
    """One answer to a question of consent. Answers are added, never changed: the newest one counts."""

    __tablename__ = "case_consent"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[float]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
