from __future__ import annotations

import pytest

from bot.engine import stretches
from bot.records import conversations
from bot.records.database import NotStored
from tests.bot.engine.kept import Broken, new_tracker, turn


async def test_a_long_conversation_goes_on_in_a_fresh_stretch_that_knows_what_was_understood(open_store, monkeypatch):
    monkeypatch.setattr(stretches, "MOST_TURNS", 3)
    store = open_store()
    await store.save(new_tracker(*turn("one"), *turn("two"), *turn("three")))
    fresh = await store.retrieve("c1")
    assert fresh.latest_message.text is None and fresh.get_slot("seen") == [{"id": "anger"}]
    for one in turn("four"):
        fresh.update(one)
    await store.save(fresh)
    assert await store.retrieve("c1") is fresh
    again = await open_store().retrieve("c1")
    assert [one.as_dict() for one in again.events] == [one.as_dict() for one in fresh.events]
    said = [one["text"] for one in await store.events("c1") if one["event"] == "user"]
    assert said == ["one", "two", "three", "four"]


async def test_a_fresh_stretch_that_cannot_be_stored_is_not_begun(open_store, records, monkeypatch):
    monkeypatch.setattr(stretches, "MOST_TURNS", 1)
    store, broken = open_store(), Broken(records)
    await store.save(new_tracker(*turn("one")))
    broken.on = True
    with pytest.raises(NotStored):
        await store.retrieve("c1")
    broken.on = False
    assert (await store.retrieve("c1")).get_slot("seen") == [{"id": "anger"}]
    assert (await open_store().retrieve("c1")).latest_message.text is None


async def test_of_a_long_conversation_only_its_last_stretch_is_read_back(open_store, monkeypatch):
    monkeypatch.setattr(stretches, "MOST_TURNS", 40)
    monkeypatch.setattr(conversations, "_PIECE", 64)
    store = open_store()
    for number in range(300):
        tracker = await store.retrieve("c1") or new_tracker()
        for one in turn(f"turn {number}"):
            tracker.update(one)
        await store.save(tracker)
    again, read = open_store(), []
    monkeypatch.setattr(again._conversations, "events", counted(again._conversations.events, read))
    assert [one.as_dict() for one in (await again.retrieve("c1")).events] == [one.as_dict() for one in tracker.events]
    assert len(read) <= len(tracker.events) + 2 * 64 < len(await store.events("c1"))


async def test_a_conversation_erased_while_it_is_read_back_is_gone(open_store, monkeypatch):
    store = open_store()
    await store.save(new_tracker(*turn("one")))
    again = open_store()
    monkeypatch.setattr(again._conversations, "events", lambda *_: [])
    assert await again.retrieve("c1") is None


def counted(events, read):
    def reading(*given):
        found = events(*given)
        read.extend(found)
        return found

    return reading
