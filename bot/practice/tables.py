"""The tables of practice talks and of the takes of each.

In clear stand ids, the account whose talk it is, times and counts. Whom somebody practised with, what they wrote and
how sure they felt is sealed with a key of the talk's own.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class TalkRow(RecordsBase):
    """One talk. `shared_at` is set while its owner lets trainers see it; times are in seconds since 1970."""

    __tablename__ = "practice_talk"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    begun_at: Mapped[float]
    changed_at: Mapped[float]
    ended_at: Mapped[float | None] = mapped_column(default=None)
    shared_at: Mapped[float | None] = mapped_column(default=None, index=True)
    takes: Mapped[int] = mapped_column(default=1)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the terms, as `Terms.kept` gives them


class TakeRow(RecordsBase):
    """One take of a talk: the first, or one that went another way from a turn of an earlier take."""

    __tablename__ = "practice_take"

    talk: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begun_at: Mapped[float]
    from_take: Mapped[int | None] = mapped_column(default=None)
    from_turn: Mapped[int | None] = mapped_column(default=None)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # the play, as `Play.as_json` gives it
