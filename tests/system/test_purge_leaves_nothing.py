"""After a purge, somebody with all present files and the site key reads none of 200 purged conversations.

The attack needs no database: it looks through the bytes of every file for wrapped keys, as they were before the purge,
unwraps what it finds with the site key and opens what is sealed. Conversations that were kept show that it works.
`./run pytest -s tests/system/test_purge_leaves_nothing.py` prints how many of each could be read.
"""

import random
import secrets

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.conversations import Conversations
from bot.records.keeping import keeping_of
from bot.records.key_ring import checked
from bot.records.key_rotation import rotate
from bot.records.key_tables import RecordKey, SiteKeyVersion
from bot.records.opening import key_source, open_sealed
from bot.records.overwriting import overwrite_freed
from bot.records.retention import DAY, Policy, purge
from bot.records.sealing import SealBroken, Sealer
from bot.records.tables import ConversationEvent
from bot.settings import Settings

PURGED, KEPT, TURNS = 200, 50, 4
#: With this order of use SQLite leaves a copy of a deleted key behind, beside the rows that are still there.
UNLUCKY = 29
NOW = 1_900_000_000.0


@pytest.fixture
def settings(tmp_path, records_url):
    return Settings(home=tmp_path / "home", key_file=str(tmp_path / "keys" / "site.key"), database_url=records_url)


@pytest.fixture
def keeping(settings):
    engine, keys = open_sealed(settings)
    yield keeping_of(settings, engine, keys)
    engine.dispose()


def fill(keeping):
    """Conversations in mixed order, of different lengths, so that they share pages of the file; returns ids."""
    chance = secrets.SystemRandom()
    old, young = [[secrets.token_hex(16) for _ in range(number)] for number in (PURGED, KEPT)]
    todo = [(one, turn) for one in old + young for turn in range(TURNS)]
    chance.shuffle(todo)
    told = dict.fromkeys(old + young, 0)
    conversations = Conversations(keeping.engine, keeping.keys)
    for conversation, _ in todo:
        text = f"{conversation} said " + "word " * chance.randrange(60)
        conversations.append(conversation, told[conversation], [{"text": text}])
        told[conversation] += 1
    with Session(keeping.engine) as session, session.begin():
        for conversation in old:
            keeping.keys.touch(session, "conversation", conversation, NOW - 31 * DAY)
        for conversation in young:
            keeping.keys.touch(session, "conversation", conversation, NOW)
    return old, young


def before_the_purge(engine):
    """What the attacker cannot have any more, kept here to look for it: wrapped keys and one sealed event of each."""
    with Session(engine) as session:
        keys = {row.owner_id: row.wrapped for row in session.scalars(select(RecordKey))}
        events = select(ConversationEvent).where(ConversationEvent.number == 0)
        return keys, {row.conversation: row.sealed for row in session.scalars(events)}


def readable(conversations, wrapped, sealed, files, settings, engine):
    """How many of the conversations can be read from the bytes of the files and the site key."""
    with Session(engine) as session:
        [site] = [checked(row, key_source(settings)) for row in session.scalars(select(SiteKeyVersion))]
    found = 0
    for one in conversations:
        try:
            if wrapped[one] not in files:
                continue
            key = Sealer(site.open("record_key.wrapped", f"conversation:{one}", wrapped[one]))
        except SealBroken:
            continue
        event = key.open_json("conversation_event.sealed", f"{one}:0", sealed[one])
        assert event["text"].startswith(one)
        found += 1
    return found


def bytes_of(*folders):
    return b"\0".join(path.read_bytes() for at in folders for path in sorted(at.rglob("*")) if path.is_file())


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_nothing_of_what_was_purged_can_be_read_with_all_files_and_the_key(keeping, settings, tmp_path):
    old, young = fill(keeping)
    wrapped, sealed = before_the_purge(keeping.engine)
    assert purge(keeping, Policy(), NOW).owners["conversation"] == PURGED
    files = bytes_of(settings.home, tmp_path / "deep")
    gone = readable(old, wrapped, sealed, files, settings, keeping.engine)
    kept = readable(young, wrapped, sealed, files, settings, keeping.engine)
    leftovers = sum(sealed[one] in files for one in old)
    print(f"\nSQLite: readable after the purge {gone} of {PURGED} purged, {kept} of {KEPT} kept; leftovers {leftovers}")
    assert (gone, kept) == (0, KEPT)
    # What SQLite moved to another page before it was deleted may stand where it stood; its key is gone, so it says nothing.
    assert leftovers <= PURGED // 20
    assert all(Conversations(keeping.engine, keeping.keys).events(one) == [] for one in old)
    assert keeping.audit.verify().wrong == ""


def use_keys(keeping, chance):
    """Keys made and used in the order that `chance` gives, most of them long ago; returns the old and wrapped keys."""
    ids = [f"{chance.getrandbits(128):032x}" for _ in range(PURGED + KEPT)]
    for one in chance.sample(ids * TURNS, k=TURNS * len(ids)):
        with Session(keeping.engine) as session, session.begin():
            keeping.keys.sealer(session, "conversation", one)
            keeping.keys.touch(session, "conversation", one, NOW + 0.1)
    old = ids[:PURGED]
    with Session(keeping.engine) as session, session.begin():
        for one in ids:
            keeping.keys.touch(session, "conversation", one, NOW - (31 * DAY if one in old else 0))
    with Session(keeping.engine) as session:
        return old, {row.owner_id: row.wrapped for row in session.scalars(select(RecordKey))}


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_a_destroyed_key_stands_nowhere_in_the_file_where_sqlite_moved_it(keeping, settings, tmp_path):
    old, wrapped = use_keys(keeping, random.Random(UNLUCKY))  # noqa: S311  (an order, no secret)
    purge(keeping, Policy(), NOW)
    files = bytes_of(settings.home, tmp_path / "deep")
    assert [one for one in old if wrapped[one] in files] == []
    with Session(keeping.engine) as session:
        left = set(wrapped) - set(old) - {"log"}
        assert len(keeping.keys.readers(session, "conversation", left)) == KEPT
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@pytest.mark.parametrize("records_url", ["postgres"], indirect=True)
def test_in_postgres_neither_after_the_purge_nor_after_a_rotation(keeping, settings, postgres):
    old, young = fill(keeping)
    wrapped, sealed = before_the_purge(keeping.engine)
    if not purge(keeping, Policy(), NOW).overwritten:  # the table was in use: what the next run does, done at once
        assert any(overwrite_freed(keeping.engine) for _ in range(20))
    files = bytes_of(postgres.folder)
    before = readable(old, wrapped, sealed, files, settings, keeping.engine)
    kept = readable(young, wrapped, sealed, files, settings, keeping.engine)
    rotate(keeping.engine, key_source(settings), key_source(settings))
    after = readable(old, wrapped, sealed, bytes_of(postgres.folder), settings, keeping.engine)
    print(
        f"\nPostgres: readable after the purge {before} of {PURGED}, after keys rotate {after}; {kept} of {KEPT} kept"
    )
    assert (before, after, kept) == (0, 0, KEPT)
    assert all(Conversations(keeping.engine, keeping.keys).events(one) == [] for one in old)
