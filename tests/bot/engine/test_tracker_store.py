from __future__ import annotations

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

from bot.engine import tracker_store
from bot.records.database import NotStored
from tests.bot.engine.kept import DOMAIN, Broken, new_tracker, stored_rows, turn


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


async def test_only_so_many_events_are_held_in_memory_and_the_rest_is_read_again(open_store, monkeypatch):
    monkeypatch.setattr(tracker_store, "_MOST_IN_MEMORY", 3)
    store = open_store()
    for number in range(6):
        tracker = DialogueStateTracker(f"c{number}", DOMAIN.slots)
        tracker.update(UserUttered("hello"))
        await store.save(tracker)
    assert list(store._live) == ["c3", "c4", "c5"]
    assert (await store.retrieve("c0")).latest_message.text == "hello"
    long = await store.retrieve("c5")
    for _ in range(4):
        long.update(UserUttered("and then"))
    await store.save(long)
    assert list(store._live) == ["c5"]


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_a_written_turn_survives_a_power_cut_as_far_as_sqlite_can_promise(records):
    with records.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
