from __future__ import annotations

import asyncio
import threading

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.engine import stretches, tracker_store
from bot.engine.tracker_store import StrictTrackerStore
from bot.migrations.upgrade import upgrade
from bot.records.conversations import Conversations
from bot.records.database import NotStored, open_records
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.records.tables import ConversationEvent

DOMAIN = Domain.from_dict(
    {
        "intents": ["describe_behaviour"],
        "slots": {"seen": {"type": "any", "mappings": [{"type": "custom"}], "influence_conversation": False}},
        "actions": ["action_explain_reaction"],
    }
)


@pytest.fixture
def records(records_url):
    engine = open_records(records_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def open_store(records, tmp_path):
    def opened() -> StrictTrackerStore:
        keys = KeyRing.open(records, KeyFile(tmp_path / "site.key"))
        return StrictTrackerStore(Conversations(records, keys), DOMAIN)

    return opened


def turn(text: str) -> list:
    return [
        ActionExecuted("action_listen"),
        UserUttered(text, {"name": "describe_behaviour", "confidence": 0.9}, parse_data={"text": text, "cues": ["“"]}),
        ActionExecuted("action_explain_reaction"),
        BotUttered(None, {"custom": {"answer": {"kind": "guidance"}}}),
        SlotSet("seen", [{"id": "anger"}]),
    ]


def new_tracker(*events) -> DialogueStateTracker:
    tracker = DialogueStateTracker("c1", DOMAIN.slots)
    for one in events:
        tracker.update(one)
    return tracker


def stored_rows(records, conversation="c1") -> int:
    with Session(records) as session:
        wanted = select(func.count()).where(ConversationEvent.conversation == conversation)
        return session.scalar(wanted.select_from(ConversationEvent))


class Broken:
    """Makes every write fail while it is on, as a full disk does."""

    def __init__(self, engine):
        self.on = False
        event.listen(engine, "before_cursor_execute", self.fail)

    def fail(self, connection, cursor, statement, parameters, context, executemany):
        if self.on and statement.startswith("INSERT"):
            raise OperationalError("INSERT", {}, Exception("disk is full"))


async def test_a_conversation_that_has_not_begun_is_not_there(open_store):
    assert await open_store().retrieve("c1") is None


async def test_reading_back_after_a_restart_gives_the_same_events(open_store):
    tracker = new_tracker(*turn("she cries"))
    await open_store().save(tracker)
    again = await open_store().retrieve("c1")
    assert [one.as_dict() for one in again.events] == [one.as_dict() for one in tracker.events]
    assert again.get_slot("seen") == [{"id": "anger"}] and again.latest_message.text == "she cries"


async def test_emoji_curly_quotes_and_other_scripts_come_back_as_they_were_written(open_store):
    text = "“She” said 👨‍👩‍👧 – она плачет\nand \x7f\\u0000"
    await open_store().save(new_tracker(*turn(text)))
    assert (await open_store().retrieve("c1")).latest_message.text == text


async def test_saving_again_stores_only_what_is_new(open_store, records):
    store, tracker = open_store(), new_tracker(*turn("one"))
    await store.save(tracker)
    await store.save(tracker)
    assert stored_rows(records) == len(tracker.events)
    for one in turn("two"):
        tracker.update(one)
    await store.save(tracker)
    assert stored_rows(records) == len(tracker.events) == len(await store.events("c1"))


async def test_a_store_that_never_saw_the_conversation_does_not_double_it(open_store, records):
    tracker = new_tracker(*turn("one"))
    await open_store().save(tracker)
    await open_store().save(tracker)
    assert stored_rows(records) == len(tracker.events)


async def test_a_tracker_in_use_is_not_read_from_the_database_again(open_store, records):
    store = open_store()
    await store.save(new_tracker(*turn("one")))
    read = []
    event.listen(records, "before_cursor_execute", lambda *given: read.append(given[2]))
    assert await store.retrieve("c1") is await store.retrieve("c1")
    assert read == []


async def test_an_error_of_the_database_comes_through_and_nothing_half_is_kept(open_store, records):
    store, broken = open_store(), Broken(records)
    await store.save(new_tracker(*turn("one")))
    tracker = await store.retrieve("c1")
    for one in turn("lost"):
        tracker.update(one)
    broken.on = True
    with pytest.raises(NotStored):
        await store.save(tracker)
    assert (await store.retrieve("c1")).latest_message.text == "one"
    assert stored_rows(records) == len(turn("one"))


async def test_after_a_failed_turn_the_next_one_is_kept_whole(open_store, records):
    store, broken = open_store(), Broken(records)
    await store.save(new_tracker(*turn("one")))
    tracker = await store.retrieve("c1")
    for one in turn("lost"):
        tracker.update(one)
    broken.on = True
    with pytest.raises(NotStored):
        await store.save(tracker)
    broken.on = False
    again = await store.retrieve("c1")
    for one in turn("two"):
        again.update(one)
    await store.save(again)
    said = [one["text"] for one in await open_store().events("c1") if one["event"] == "user"]
    assert said == ["one", "two"] and stored_rows(records) == 2 * len(turn("x"))


async def test_a_turn_that_was_never_saved_is_not_remembered(open_store):
    store = open_store()
    await store.save(new_tracker(*turn("one")))
    tracker = await store.retrieve("c1")
    tracker.update(UserUttered("half a turn"))  # the turn broke off before it was saved
    assert (await store.retrieve("c1")).latest_message.text == "one"


async def test_conversations_do_not_mix(open_store):
    store = open_store()
    for name in ("c1", "c2"):
        tracker = DialogueStateTracker(name, DOMAIN.slots)
        tracker.update(UserUttered(f"I am {name}"))
        await store.save(tracker)
    assert (await store.retrieve("c1")).latest_message.text == "I am c1"
    assert set(await store.keys()) == {"c1", "c2"}


async def test_two_writers_of_one_conversation_are_found_out(open_store):
    first, second = open_store(), open_store()
    await first.save(new_tracker(*turn("one")))
    trackers = [await store.retrieve("c1") for store in (first, second)]
    for tracker in trackers:
        tracker.update(UserUttered("both at once"))
    await first.save(trackers[0])
    with pytest.raises(NotStored, match="IntegrityError"):
        await second.save(trackers[1])


async def test_only_so_many_conversations_are_held_in_memory(open_store, monkeypatch):
    monkeypatch.setattr(tracker_store, "_MOST_IN_MEMORY", 3)
    store = open_store()
    for number in range(6):
        tracker = DialogueStateTracker(f"c{number}", DOMAIN.slots)
        tracker.update(UserUttered("hello"))
        await store.save(tracker)
    assert list(store._live) == ["c3", "c4", "c5"]
    assert (await store.retrieve("c0")).latest_message.text == "hello"


def marked(text: str, once: str) -> list:
    """A turn whose message carries a mark."""
    return [UserUttered(text, metadata={"once": once}), *turn(text)[2:]]


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


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_a_written_turn_survives_a_power_cut_as_far_as_sqlite_can_promise(records):
    with records.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
