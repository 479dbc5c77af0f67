"""The table of the referral directory. What a service is and how it is reached is sealed with the site's key."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class ServiceRow(RecordsBase):
    """One service. `version` grows with each change; times are in seconds since 1970."""

    __tablename__ = "directory_service"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[float]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # as `Entry.kept` gives it
