"""Whose conversation it is, and whether they may have anything done. It is looked up, never told by the message."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.accounts.roles import WHO_WORKS, role_of
from bot.accounts.sessions import OPEN
from bot.accounts.tables import Account, WebSession


@dataclass(frozen=True)
class Asker:
    """The account that asks, and its role."""

    account_id: int
    role: str


def asker(records: Engine, conversation: str) -> Asker | None:
    """Who is signed in with this conversation; None for nobody, or somebody who may not do this."""
    wanted = (
        select(Account.id, Account.role)
        .join(WebSession, WebSession.account_id == Account.id)
        .where(WebSession.conversation_id == conversation, WebSession.stage == OPEN, Account.disabled.is_(False))
    )
    with Session(records) as session:
        found = session.execute(wanted).first()
    return Asker(found.id, found.role) if found and role_of(found.role) in WHO_WORKS else None
