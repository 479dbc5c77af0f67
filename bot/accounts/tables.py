"""The tables of accounts, sessions and sign-in attempts.

Neither a password nor a session token is ever stored: only what is needed to recognise it again.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class Account(RecordsBase):
    """Someone who may sign in. `name` is kept in lower case."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[float]


class WebSession(RecordsBase):
    """One signed-in browser.

    The conversation belongs to the session, not to the account: a shelter may share one account, and what the night
    shift asked must not open on the day shift's screen.
    """

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[float]
    seen_at: Mapped[float]


class SignInAttempt(RecordsBase):
    """How often signing in failed for one address and name; `place` is a digest of both, never the address itself."""

    __tablename__ = "sign_in_attempt"

    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[float]
