"""The tables of accounts, sessions, one-time codes and sign-in attempts.

Neither a password nor a code nor a session token is ever stored: only what is needed to recognise it again. The secret
of a second step has to be read again, so it is stored sealed.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables import RecordsBase


class Account(RecordsBase):
    """Someone who may sign in. `name` is a pseudonym, kept in lower case.

    An account whose `password_hash` is empty cannot be signed in with until its owner has chosen a password.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[float]
    totp_secret: Mapped[bytes | None] = mapped_column(default=None)  # sealed; set once a code was right
    totp_new: Mapped[bytes | None] = mapped_column(default=None)  # sealed; on the screen, not yet confirmed
    totp_last_step: Mapped[int] = mapped_column(default=0, server_default="0")  # no step up to this one counts again


class WebSession(RecordsBase):
    """One signed-in browser, or one on its way (`stage`).

    The conversation belongs to the session, not to the account: a shelter may share one account, and what the night
    shift asked must not open on the day shift's screen.
    """

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[float]
    seen_at: Mapped[float]
    stage: Mapped[str] = mapped_column(String(10), default="open", server_default="open")


class OneTimeCode(RecordsBase):
    """A code on paper that works once: an invitation, the way to a new password, or a recovery code.

    `selector` is the first group of the code and no secret; `digest` is argon2id of the rest.
    """

    __tablename__ = "one_time_code"

    selector: Mapped[str] = mapped_column(String(8), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    digest: Mapped[str] = mapped_column(String(200))
    role: Mapped[str | None] = mapped_column(String(20), default=None)  # of an invitation
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, default=None
    )  # of the other kinds
    made_at: Mapped[float]
    expires_at: Mapped[float | None] = mapped_column(default=None)
    tries_left: Mapped[int]
    used_at: Mapped[float | None] = mapped_column(default=None)


class SignInAttempt(RecordsBase):
    """How often signing in failed at one place; `place` is a digest of address or name or both, never the address.

    `right_at` is when a right password last came from there.
    """

    __tablename__ = "sign_in_attempt"

    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[float]
    right_at: Mapped[float | None] = mapped_column(default=None)
