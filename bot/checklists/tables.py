"""The tables of checklist runs, of the marks on their steps, and of the procedures as they were when runs began.

In clear stand ids, the case's code, accounts, times and counts. Which checklist it is, what was ticked and what was
noted is sealed: with the key of the case, or with the run's own key where there is no case.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class RunRow(RecordsBase):
    """One run. `own` is its id where it has a key of its own; times are in seconds since 1970."""

    __tablename__ = "checklist_run"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    case_code: Mapped[str | None] = mapped_column(String(8), index=True)
    own: Mapped[str | None] = mapped_column(String(8), index=True)
    version: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[float]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changed_at: Mapped[float]
    ended_at: Mapped[float | None] = mapped_column(index=True, default=None)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), default=None)
    marks: Mapped[int] = mapped_column(default=0)  # the number of the last one
    steps: Mapped[int]  # those that apply
    left: Mapped[int]  # those of them that are open
    due_at: Mapped[float | None] = mapped_column(default=None)  # when the next open step is due
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"checklist": id, "title": …}


class MarkRow(RecordsBase):
    """One mark on a run, sealed; `number` counts from 1 without gaps, and a row is never changed."""

    __tablename__ = "checklist_mark"
    __table_args__ = (UniqueConstraint("run", "once_digest"),)

    run: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_code: Mapped[str | None] = mapped_column(String(8), index=True)
    own: Mapped[str | None] = mapped_column(String(8), index=True)
    once_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[float]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ProcedureVersion(RecordsBase):
    """A procedure as it was, found by its digest and sealed for the site: it says nothing about anybody."""

    __tablename__ = "procedure_version"

    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
