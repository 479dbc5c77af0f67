"""The tables of the audit log: who did what to whose records, never a word of the records themselves."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class AuditEntry(RecordsBase):
    """One line of the audit log. `at` is in seconds since 1970, rounded down to the hour."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    who: Mapped[str] = mapped_column(String(90))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(90))
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(RecordsBase):
    """One row: where the log ends, where it begins since old entries were taken away, and a seal over both.

    `key` is the key of the chain, sealed; it is made when the log is first opened.
    """

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    trimmed: Mapped[int]
    trimmed_digest: Mapped[str] = mapped_column(String(64))
    count: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    key: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
