"""Erases the conversation that somebody has in the chat, at their own wish: its key first, so that copies mean nothing.

An alert that it raised is a record of its own and stays with the supervisors, as do cases and checklists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.office import Recorder, account, nothing_recorded
from bot.accounts.sessions import Person
from bot.records.erasure import bury, remove
from bot.records.key_ring import KeyRing
from bot.records.tombstones import Erased, TombstoneFile

KIND = "conversation"


@dataclass(frozen=True)
class OwnConversations:
    """Where conversations are erased. Without `tombstones` one could come back with a backup (tests only)."""

    records: Engine
    keys: KeyRing
    clock: Callable[[], float]
    record: Recorder = nothing_recorded
    tombstones: TombstoneFile | None = None

    def erase(self, person: Person) -> None:
        """Erase this session's conversation; the next message begins an empty one. Raises SQLAlchemyError, OSError."""
        old = person.conversation_id
        sessions.begin_conversation(
            self.records, person
        )  # first: whatever fails, nothing more is written to the old one
        with Session(self.records) as session, session.begin():
            if self.tombstones is not None:
                bury(session, self.tombstones, [Erased(self.clock(), KIND, old)])
            remove(session, self.keys, KIND, [old])
            self.record("conversation_erased", account(person.account_id), f"{KIND}:{old}", within=session)
