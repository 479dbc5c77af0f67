"""Keeps conversations in the database of records: sealed, strictly, and without reading everything back at every turn.

Rasa's own store is wrapped in a fail-safe that answers from memory when the database fails, and so acknowledges turns
that are lost. This one raises NotStored. A tracker in use is kept in memory with the number of its events that are
stored; a failed or foreign change shows as a different number, and the database is read again. The database is asked on
threads of its own, so that one that hangs holds up nobody else's conversation.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Iterable, List, Optional, Text, TypeVar

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.engine.stretches import begun_afresh, holds_a_stretch, is_full, last_stretch
from bot.records.conversations import Conversations
from bot.records.database import NotStored

T = TypeVar("T")
logger = logging.getLogger(__name__)
#: Events kept in memory, of all conversations together: some 500 turns, or 12 MB. What is not among them is read again.
_MOST_IN_MEMORY = 4000
_THREADS = 16
#: A conversation whose id begins so is answered and never stored; no session of a browser has such an id.
UNKEPT = "unkept-"
#: Seconds the database has for one answer. A person hears within three that a turn could not be stored.
_PATIENCE = 2.5


@dataclass
class _Live:
    """A tracker in use: its first event is row `first`, and `stored` of its events are rows."""

    tracker: DialogueStateTracker
    first: int
    stored: int


class StrictTrackerStore(TrackerStore):
    """Conversations as sealed rows of events; a turn is there when `save` returns, or NotStored was raised."""

    def __init__(self, conversations: Conversations, domain: Optional[Domain] = None) -> None:
        """Use the records; their tables must exist."""
        super().__init__(domain or Domain.empty(), None)
        self._conversations = conversations
        self._live: OrderedDict[Text, _Live] = OrderedDict()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="records")

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation so far, or None when it has not begun. A long one goes on in a fresh stretch."""
        if sender_id.startswith(UNKEPT):
            return None
        live = self._live.get(sender_id)
        if live is None or len(live.tracker.events) != live.stored:
            self._live.pop(sender_id, None)
            live = await self._read(sender_id)
            if live is None:
                return None
            self._remember(live)
        if not is_full(live.tracker):
            return live.tracker
        return await self._fresh(live)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not stored yet, all or none of them; nothing of an unkept one. Raises NotStored."""
        if tracker.sender_id.startswith(UNKEPT):
            return
        live = self._live.get(tracker.sender_id)
        if live is None or live.tracker is not tracker:
            read = await self._read(tracker.sender_id)
            live = _Live(tracker, read.first if read else 0, read.stored if read else 0)
        await self._write(live)

    async def keys(self) -> Iterable[Text]:
        """The ids of all conversations."""
        return await self._asked(self._conversations.ids)

    async def events(self, sender_id: Text) -> List[dict[str, Any]]:
        """The stored events of a conversation, in order. Raises NotStored when they cannot be read."""
        return await self._asked(self._conversations.events, sender_id)

    async def answered(self, sender_id: Text, once: Text) -> Optional[List[dict[str, Any]]]:
        """What was answered to the message with this mark, as a channel collects it; None when it was never stored."""
        events = await self._asked(self._conversations.turn, sender_id, once)
        if events is None:
            return None
        return [dict(event.get("data") or {}) for event in events if event.get("event") == "bot"]

    async def _read(self, sender_id: Text) -> Optional[_Live]:
        first, events = await self._asked(self._conversations.ending, sender_id, holds_a_stretch)
        if not events:
            return None
        begin = last_stretch(events)
        tracker = DialogueStateTracker.from_dict(sender_id, events[begin:], self.domain.slots)
        return _Live(tracker, first + begin, len(tracker.events))

    async def _fresh(self, full: _Live) -> DialogueStateTracker:
        """A new stretch of the same conversation, its beginning stored."""
        tracker = begun_afresh(full.tracker, self.domain.slots)
        await self._write(_Live(tracker, full.first + full.stored, 0))
        return tracker

    async def _write(self, live: _Live) -> None:
        sender, events = live.tracker.sender_id, list(live.tracker.events)
        new = events[live.stored :]
        self._live.pop(sender, None)  # until it is stored, what is in memory is ahead of the database
        if len(events) < live.stored:
            raise NotStored("the conversation went on elsewhere")
        if new:
            marks = [
                (offset, event.metadata["once"])
                for offset, event in enumerate(new)
                if isinstance(event, UserUttered) and event.metadata.get("once")
            ]
            rows = [event.as_dict() for event in new]
            await self._asked(self._conversations.append, sender, live.first + live.stored, rows, marks)
        self._remember(_Live(live.tracker, live.first, len(events)))

    async def _asked(self, work: Callable[..., T], *given: Any) -> T:
        """Ask the database on another thread. What has not begun when patience ends is never done."""
        asked = asyncio.get_running_loop().run_in_executor(self._threads, work, *given)
        try:
            return await asyncio.wait_for(asked, _PATIENCE)
        except (SQLAlchemyError, OSError, asyncio.TimeoutError) as error:
            logger.error("the records could not be reached: %s", type(error).__name__)
            if not isinstance(error, IntegrityError):
                self._conversations.reconnect()
            raise NotStored(type(error).__name__) from None

    def _remember(self, live: _Live) -> None:
        self._live[live.tracker.sender_id] = live
        self._live.move_to_end(live.tracker.sender_id)
        while len(self._live) > 1 and sum(one.stored for one in self._live.values()) > _MOST_IN_MEMORY:
            self._live.popitem(last=False)
