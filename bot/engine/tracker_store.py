"""Keeps conversations in the database of records: strictly, and without reading everything back at every turn.

Rasa's own store is wrapped in a fail-safe that answers from memory when the database fails, and so acknowledges turns
that are lost. This one lets the error through. A tracker in use is kept in memory with the number of its events that
are stored; a failed or foreign change shows as a different number, and the database is read again.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from typing import Any, Iterable, List, Optional, Text

import sqlalchemy
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.tables import ConversationEvent

_MOST_IN_MEMORY = 200


class StrictTrackerStore(TrackerStore):
    """Conversations as rows of events; a turn is there when `save` returns, or an error was raised."""

    def __init__(self, engine: sqlalchemy.Engine, domain: Optional[Domain] = None) -> None:
        """Use the records' engine; its tables must exist."""
        super().__init__(domain or Domain.empty(), None)
        self._engine = engine
        self._live: OrderedDict[Text, tuple[DialogueStateTracker, int]] = OrderedDict()

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation so far, or None when it has not begun."""
        tracker, stored = self._live.get(sender_id, (None, 0))
        if tracker is not None and len(tracker.events) == stored:
            return tracker
        self._live.pop(sender_id, None)
        events = self.events(sender_id)
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        self._remember(tracker)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not stored yet, all or none of them."""
        _, stored = self._live.get(tracker.sender_id, (None, None))
        if stored is None:
            stored = len(self.events(tracker.sender_id))
        new = list(itertools.islice(tracker.events, stored, len(tracker.events)))
        rows = [
            ConversationEvent(
                conversation=tracker.sender_id,
                number=stored + offset,
                kind=event.type_name,
                at=event.timestamp,
                data=event.as_dict(),
            )
            for offset, event in enumerate(new)
        ]
        try:
            with Session(self._engine) as session, session.begin():
                session.add_all(rows)
        except Exception:
            self._live.pop(tracker.sender_id, None)  # what is in memory is ahead of the database: read it again
            raise
        self._remember(tracker)

    async def keys(self) -> Iterable[Text]:
        """The ids of all conversations."""
        with Session(self._engine) as session:
            return list(session.scalars(select(ConversationEvent.conversation).distinct()))

    def events(self, sender_id: Text) -> List[dict[str, Any]]:
        """The stored events of a conversation, in order."""
        wanted = (
            select(ConversationEvent.data)
            .where(ConversationEvent.conversation == sender_id)
            .order_by(ConversationEvent.number)
        )
        with Session(self._engine) as session:
            return list(session.scalars(wanted))

    def _remember(self, tracker: DialogueStateTracker) -> None:
        self._live[tracker.sender_id] = (tracker, len(tracker.events))
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > _MOST_IN_MEMORY:
            self._live.popitem(last=False)
