"""The tables of paired chats, of our own messages that should be deleted again, and of updates already handled.

No text of anybody is in them. The number of a chat says who somebody is, so it is sealed with the site's key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class TelegramChat(RecordsBase):
    """The private chat of one account."""

    __tablename__ = "telegram_chat"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    paired_at: Mapped[float]


class TelegramMessage(RecordsBase):
    """A message of ours about an alert, for as long as it can be deleted. `once` is the mark it was asked for with."""

    __tablename__ = "telegram_message"
    __table_args__ = (Index("ix_telegram_message_about", "account_id", "code"),)

    once: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(BigInteger)
    sent_at: Mapped[float]
    deleted: Mapped[bool] = mapped_column(default=False)


class TelegramUpdate(RecordsBase):
    """An update of a paired chat that was handled: the same again is a replay."""

    __tablename__ = "telegram_update"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[float]
