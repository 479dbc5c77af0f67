"""A turn without a conversation is answered and leaves nothing behind."""

from __future__ import annotations

from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.engine.engine import _unkept
from bot.records.key_tables import RecordKey
from bot.records.tables import ConversationEvent
from tests.bot.engine.kept import DOMAIN, turn


async def test_a_turn_that_stands_alone_is_stored_nowhere_and_forgotten_in_memory(open_store, records):
    store, alone = open_store(), _unkept()
    tracker = DialogueStateTracker(alone, DOMAIN.slots)
    for event in turn("canary: what helps with anger"):
        tracker.update(event)
    await store.save(tracker)
    assert await store.retrieve(alone) is None
    with Session(records) as session:
        assert session.scalar(select(func.count()).select_from(ConversationEvent)) == 0
        kinds = list(session.scalars(select(RecordKey.owner_kind)))
    assert "conversation" not in kinds


async def test_each_such_turn_stands_alone():
    assert _unkept() != _unkept()
