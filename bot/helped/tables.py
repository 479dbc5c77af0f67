"""The table of what people said about answers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class AnswerHelp(RecordsBase):
    """What was said last about one answer of a conversation.

    Sealed with the case's key where a case was named (`case_code`), else with the conversation's (`conversation`): it
    goes with what it belongs to. `talk` and `answer` say which answer it is about.
    """

    __tablename__ = "answer_help"
    __table_args__ = (UniqueConstraint("talk", "answer"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    talk: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(16))
    conversation: Mapped[str | None] = mapped_column(String(64), index=True)
    case_code: Mapped[str | None] = mapped_column(String(8), index=True)
    at: Mapped[float] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # {"verdict", "reactions", "title"}
