"""Conversations as they are kept: sealed events, a key for each conversation, and a mark for each message."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from bot.records.database import NotStored, turn_to_write
from bot.records.key_ring import KeyRing
from bot.records.tables import ConversationEvent, TurnMark

KIND = "conversation"
#: How long a writer waits for its turn, in seconds; with the wait for another process it stays under three.
_QUEUE_SECONDS = 1.0
#: Events read at once of a conversation that is read from its end: some thirty turns.
_PIECE = 256
_PLACE = "conversation_event.sealed"
#: Looks at the events of a conversation in the transaction that stores them.
Watcher = Callable[[Session, str, Sequence[dict[str, Any]]], None]


class Conversations:
    """Appends to conversations and reads them. Every call waits for the database; errors of it come through."""

    def __init__(self, engine: Engine, keys: KeyRing, watchers: Iterable[Watcher] = ()) -> None:
        """Use the records and their keys; nothing is opened yet. `watchers` see what is kept, in its transaction."""
        self._engine, self._keys, self._watchers = engine, keys, tuple(watchers)
        self._writing = threading.Lock()

    def append(
        self, conversation: str, first: int, events: Sequence[dict[str, Any]], marks: Iterable[tuple[int, str]] = ()
    ) -> None:
        """Keep events from number `first` on, all or none of them, and `marks`: place in `events` and the mark.

        Raises IntegrityError when another writer was here or a mark was used before, NotStored when the conversation
        was erased or too many are writing.
        """
        turn = turn_to_write(self._engine, self._writing, _QUEUE_SECONDS)
        with turn, Session(self._engine) as session, session.begin():
            # Written first: it takes the writer's place, and finds out whether the key in memory is still the key.
            if not self._keys.touch(session, KIND, conversation, time.time()) and first:
                raise NotStored("the conversation was erased")
            sealer = self._keys.sealer(session, KIND, conversation)
            sealed = [
                {
                    "conversation": conversation,
                    "number": number,
                    "sealed": sealer.seal_json(_PLACE, f"{conversation}:{number}", event),
                }
                for number, event in enumerate(events, first)
            ]
            session.execute(insert(ConversationEvent), sealed)
            session.add_all(_marks(conversation, first, len(events), list(marks)))
            for watch in self._watchers:
                watch(session, conversation, events)

    def events(self, conversation: str, numbers: tuple[int, int] | None = None) -> list[dict[str, Any]]:
        """The events in order, or those of a pair of numbers, both included. None are left of what was erased."""
        wanted = select(ConversationEvent.number, ConversationEvent.sealed).order_by(ConversationEvent.number)
        wanted = wanted.where(ConversationEvent.conversation == conversation)
        if numbers:
            wanted = wanted.where(ConversationEvent.number.between(*numbers))
        with Session(self._engine) as session:
            rows = session.execute(wanted).all()
            opener = self._keys.reader(session, KIND, conversation) if rows else None
        if opener is None:
            return []
        return [opener.open_json(_PLACE, f"{conversation}:{number}", sealed) for number, sealed in rows]

    def ending(
        self, conversation: str, enough: Callable[[list[dict[str, Any]]], bool]
    ) -> tuple[int, list[dict[str, Any]]]:
        """The number of an event and all from there on: as many, read backwards in pieces, as are enough."""
        with Session(self._engine) as session:
            last = session.scalar(
                select(func.max(ConversationEvent.number)).where(ConversationEvent.conversation == conversation)
            )
        first = 0 if last is None else last + 1
        found: list[dict[str, Any]] = []
        while first and not enough(found):
            before, first = first, max(0, first - _PIECE)
            piece = self.events(conversation, (first, before - 1))
            if not piece:  # erased meanwhile
                return 0, []
            found = piece + found
        return first, found

    def turn(self, conversation: str, once: str) -> list[dict[str, Any]] | None:
        """The events that the message with this mark became, or None when no such message was kept."""
        with Session(self._engine) as session:
            mark = session.get(TurnMark, (conversation, mark_digest(once)))
        return self.events(conversation, (mark.first_event, mark.last_event)) if mark else None

    def ids(self) -> list[str]:
        """The ids of all conversations."""
        with Session(self._engine) as session:
            return list(session.scalars(select(ConversationEvent.conversation).distinct()))

    def reconnect(self) -> None:
        """Leave all connections: one opened while the file could not be written to stays unable to write."""
        self._engine.dispose()


def _marks(conversation: str, first: int, count: int, marks: list[tuple[int, str]]) -> list[TurnMark]:
    """Each message's turn ends where the next one begins."""
    ends = [place for place, _ in marks[1:]] + [count]
    return [
        TurnMark(
            conversation=conversation,
            mark_digest=mark_digest(once),
            first_event=first + place,
            last_event=first + end - 1,
        )
        for (place, once), end in zip(marks, ends)
    ]


def mark_digest(once: str) -> str:
    """What is kept of a mark."""
    return hashlib.sha256(once.encode("utf-8", "replace")).hexdigest()
