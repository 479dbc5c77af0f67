"""The tables of keys. Without the site key, which is never in the database, none of them opens anything."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class SiteKeyVersion(RecordsBase):
    """A site key in use: how it is recognised, never the key. More than one row means a rotation has not ended.

    `salt` is there when the key is made from a passphrase; `proof` opens with the right key only.
    """

    __tablename__ = "site_key"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    proof: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[float]


class RecordKey(RecordsBase):
    """The key of one conversation, case or other owner, wrapped by the site key.

    Without this row nothing of its owner can be read again, wherever copies of it lie: deleting is deleting this.
    `last_at` is when its owner was last written to, in seconds since 1970; retention counts from it.
    """

    __tablename__ = "record_key"
    __table_args__ = (Index("ix_record_key_age", "owner_kind", "last_at"),)

    owner_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    # The reference lets no key be made under a site key that a rotation has just retired.
    site_key_version: Mapped[int] = mapped_column(ForeignKey("site_key.version"))
    created_at: Mapped[float]
    last_at: Mapped[float]
