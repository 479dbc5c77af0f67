"""Signed-in browsers: begun with a random token, found again by its digest, ended by idleness, age or choice."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import Engine, delete, or_, update
from sqlalchemy.orm import Session

from bot.accounts.tables import Account, WebSession

#: Being seen is written down at most this often, in seconds: a page load should not cost a write.
_WRITTEN_EVERY = 30.0


@dataclass(frozen=True)
class Limits:
    """How long a session lasts, in seconds: without a sign of life, and at most."""

    idle: float
    longest: float


@dataclass(frozen=True)
class Person:
    """Who is asking, and in which session and conversation."""

    account_id: int
    name: str
    role: str
    session: str
    conversation_id: str


def begin(engine: Engine, account_id: int, now: float, limits: Limits) -> str:
    """Begin a session and return its token; sessions that ran out are cleared away on the way."""
    token = secrets.token_urlsafe(32)
    ran_out = or_(WebSession.seen_at < now - limits.idle, WebSession.created_at < now - limits.longest)
    with Session(engine) as session, session.begin():
        session.execute(delete(WebSession).where(ran_out))
        session.add(
            WebSession(
                token_hash=_digest(token),
                account_id=account_id,
                conversation_id=uuid.uuid4().hex,
                created_at=now,
                seen_at=now,
            )
        )
    return token


def find(engine: Engine, token: str, now: float, limits: Limits) -> Person | None:
    """Who holds this token, or None when the session ran out, was ended, or never was."""
    with Session(engine) as session, session.begin():
        row = session.get(WebSession, _digest(token))
        account = session.get(Account, row.account_id) if row else None
        if row is None or account is None:
            return None
        if account.disabled or now - row.seen_at > limits.idle or now - row.created_at > limits.longest:
            session.delete(row)
            return None
        if now - row.seen_at > _WRITTEN_EVERY:
            row.seen_at = now
        return Person(account.id, account.name, account.role, row.token_hash, row.conversation_id)


def end(engine: Engine, token: str) -> None:
    """End the session of this token, if there is one."""
    with Session(engine) as session, session.begin():
        session.execute(delete(WebSession).where(WebSession.token_hash == _digest(token)))


def end_all(engine: Engine, account_id: int) -> None:
    """End every session of an account."""
    with Session(engine) as session, session.begin():
        session.execute(delete(WebSession).where(WebSession.account_id == account_id))


def begin_conversation(engine: Engine, person: Person) -> str:
    """Give the session a new, empty conversation and return its id."""
    fresh = uuid.uuid4().hex
    with Session(engine) as session, session.begin():
        chosen = WebSession.token_hash == person.session
        session.execute(update(WebSession).where(chosen).values(conversation_id=fresh))
    return fresh


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
