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
#: How long someone may take between the password and the end of the second step, in seconds.
_ON_THE_WAY = 900.0

#: How far a browser has come: all the way, or the password was right and a code (or a second step at all) is missing.
OPEN, CODE, ENROL = "open", "code", "enrol"


@dataclass(frozen=True)
class Limits:
    """How long a session lasts, in seconds: without a sign of life, and at most."""

    idle: float
    longest: float


@dataclass(frozen=True)
class Person:
    """Who is asking, how far they have come, and in which session and conversation."""

    account_id: int
    name: str
    role: str
    session: str
    conversation_id: str
    stage: str = OPEN
    seen_at: float = 0.0


def begin(engine: Engine, account_id: int, now: float, limits: Limits, stage: str = OPEN) -> str:
    """Begin a session and return its token; sessions that ran out are cleared away on the way."""
    with Session(engine) as session, session.begin():
        ran_out = or_(WebSession.seen_at < now - limits.idle, WebSession.created_at < now - limits.longest)
        session.execute(delete(WebSession).where(ran_out))
        return begin_within(session, account_id, now, stage)


def begin_within(session: Session, account_id: int, now: float, stage: str = OPEN) -> str:
    """Begin a session as part of a transaction and return its token."""
    token = secrets.token_urlsafe(32)
    session.add(
        WebSession(
            token_hash=_digest(token),
            account_id=account_id,
            conversation_id=uuid.uuid4().hex,
            created_at=now,
            seen_at=now,
            stage=stage,
        )
    )
    return token


def find(engine: Engine, token: str, now: float, limits: Limits) -> Person | None:
    """Who holds this token, or None when the session ran out, was ended, or never was. Only reads."""
    with Session(engine) as session:
        row = session.get(WebSession, _digest(token))
        account = session.get(Account, row.account_id) if row else None
        if row is None or account is None or account.disabled:
            return None
        longest = limits.longest if row.stage == OPEN else min(limits.longest, _ON_THE_WAY)
        if now - row.seen_at > limits.idle or now - row.created_at > longest:
            return None
        conversation = row.conversation_id
        return Person(account.id, account.name, account.role, row.token_hash, conversation, row.stage, row.seen_at)


def seen_is_due(person: Person, now: float) -> bool:
    """Whether it is time to write down that this session was used."""
    return now - person.seen_at > _WRITTEN_EVERY


def seen(engine: Engine, person: Person, now: float) -> None:
    """Write down that this session was used, so that it stays open."""
    with Session(engine) as session, session.begin():
        chosen = WebSession.token_hash == person.session
        session.execute(update(WebSession).where(chosen).values(seen_at=now))


def end(engine: Engine, token: str) -> int | None:
    """End the session of this token, if there is one, and return whose it was."""
    with Session(engine) as session, session.begin():
        row = session.get(WebSession, _digest(token))
        if row is None:
            return None
        session.execute(delete(WebSession).where(WebSession.token_hash == row.token_hash))
        return row.account_id


def end_all_within(session: Session, account_id: int) -> None:
    """End every session of an account as part of a transaction."""
    session.execute(delete(WebSession).where(WebSession.account_id == account_id))


def end_one_within(session: Session, person: Person) -> None:
    """End the session of a person as part of a transaction."""
    session.execute(delete(WebSession).where(WebSession.token_hash == person.session))


def begin_conversation(engine: Engine, person: Person) -> str:
    """Give the session a new, empty conversation and return its id."""
    fresh = uuid.uuid4().hex
    with Session(engine) as session, session.begin():
        chosen = WebSession.token_hash == person.session
        session.execute(update(WebSession).where(chosen).values(conversation_id=fresh))
    return fresh


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
