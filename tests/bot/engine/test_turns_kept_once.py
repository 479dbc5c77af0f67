from __future__ import annotations

import asyncio
import threading

import pytest
from rasa.shared.core.events import UserUttered
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.engine import tracker_store
from bot.records.database import NotStored
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.records.tables import ConversationEvent
from tests.bot.engine.kept import marked, new_tracker, stored_rows, turn


async def test_a_message_sent_again_after_a_crash_gets_the_answer_that_was_stored(open_store):
    await open_store().save(new_tracker(*turn("one"), *marked("two", "m-2")))
    after_the_crash = open_store()
    assert await after_the_crash.answered("c1", "m-2") == [{"custom": {"answer": {"kind": "guidance"}}}]
    assert await after_the_crash.answered("c1", "m-3") is None
    assert await after_the_crash.answered("c2", "m-2") is None


async def test_one_message_becomes_one_turn_even_if_two_have_it_in_hand(open_store, records):
    store = open_store()
    await store.save(new_tracker(*marked("one", "m-1")))
    tracker = await store.retrieve("c1")
    for one in marked("one", "m-1"):
        tracker.update(one)
    with pytest.raises(NotStored):
        await store.save(tracker)
    assert stored_rows(records) == len(marked("one", "m-1"))


async def test_an_erased_conversation_is_not_gone_on_with_unreadably(open_store, records, tmp_path):
    store = open_store()
    await store.save(new_tracker(*turn("one")))
    elsewhere = KeyRing.open(records, KeyFile(tmp_path / "site.key"))
    with Session(records) as session, session.begin():
        elsewhere.destroy(session, "conversation", "c1")
        session.execute(delete(ConversationEvent))
    tracker = await store.retrieve("c1")
    tracker.update(UserUttered("more"))
    with pytest.raises(NotStored):
        await store.save(tracker)
    assert await store.retrieve("c1") is None
    await store.save(new_tracker(*turn("a new beginning")))
    assert (await open_store().retrieve("c1")).latest_message.text == "a new beginning"


async def test_a_database_that_hangs_is_given_up_on_and_holds_nobody_else_up(open_store, monkeypatch):
    monkeypatch.setattr(tracker_store, "_PATIENCE", 0.3)
    store, goes_on = open_store(), threading.Event()
    await store.save(new_tracker(*turn("one")))
    tracker = await store.retrieve("c1")
    tracker.update(UserUttered("two"))
    append = store._conversations.append
    monkeypatch.setattr(store._conversations, "append", lambda *given: goes_on.wait(20) and append(*given))
    stuck = asyncio.create_task(store.save(tracker))
    assert await store.events("c1")
    with pytest.raises(NotStored):
        await stuck
    goes_on.set()


async def test_no_word_intent_or_slot_can_be_read_in_the_database(open_store, records):
    await open_store().save(new_tracker(*marked("she took her pills", "mark-of-the-page")))
    with records.connect() as connection:
        kept = repr(connection.exec_driver_sql("select * from conversation_event").all())
        kept += repr(connection.exec_driver_sql("select * from turn_mark").all())
    assert "c1" in kept
    for word in ("pills", "describe_behaviour", "seen", "guidance", "action_listen", "user", "mark-of"):
        assert word not in kept
