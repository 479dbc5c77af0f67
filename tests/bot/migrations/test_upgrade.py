"""A database of the first released schema, with readable rows, brought up to date."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.migrations.upgrade import upgrade
from bot.records.conversations import Conversations
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.key_tables import RecordKey
from bot.records.site_key import KeyFile, SiteKeyError
from bot.records.tables import RecordsBase

SAID = "canary-{} she told me where the driver lives"


def events(conversation: str) -> list[dict]:
    return [
        {"event": "action", "name": "action_listen", "timestamp": 100.0},
        {"event": "user", "text": SAID.format(conversation), "timestamp": 101.0},
        {"event": "slot", "name": "seen", "value": [{"id": "canary-anger"}], "timestamp": 102.0},
    ]


def first_schema(engine, conversations: int) -> None:
    upgrade(engine, to="0001")
    with engine.begin() as connection:
        for name in (f"c{number}" for number in range(conversations)):
            for number, event in enumerate(events(name)):
                connection.execute(
                    text(
                        'insert into conversation_event (conversation, number, kind, "at", data) values (:c, :n, :k, :a, :d)'
                    ),
                    {"c": name, "n": number, "k": event["event"], "a": event["timestamp"], "d": json.dumps(event)},
                )


@pytest.fixture
def old(empty_url):
    engine = open_records(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def source(tmp_path):
    return KeyFile(tmp_path / "site.key")


def test_what_staff_said_before_the_upgrade_can_still_be_read_by_them(old, source):
    first_schema(old, 3)
    upgrade(old, source)
    conversations = Conversations(old, KeyRing.open(old, source))
    assert [conversations.events(name) for name in ("c0", "c1", "c2")] == [events(f"c{n}") for n in range(3)]
    with Session(old) as session:
        key = session.get(RecordKey, ("conversation", "c1"))
        assert (key.created_at, key.last_at) == (100.0, 102.0)


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_after_the_upgrade_no_byte_of_it_can_be_read_in_any_file(old, source, tmp_path):
    first_schema(old, 40)
    files = lambda: b"".join(path.read_bytes() for path in (tmp_path / "deep").iterdir())  # noqa: E731
    assert b"canary-c7" in files() and b"canary-anger" in files()
    upgrade(old, source)
    left = files()
    for word in (b"canary", b"driver", b"action_listen", b'"slot"'):
        assert word not in left
    assert old.connect().exec_driver_sql("pragma integrity_check").scalar() == "ok"


def test_in_postgres_no_readable_row_is_left_in_a_table(old, source):
    first_schema(old, 3)
    upgrade(old, source)
    with old.connect() as connection:
        rows = connection.execute(text("select * from conversation_event")).all()
    assert len(rows) == 9 and "canary" not in repr(rows)


def test_readable_rows_are_not_upgraded_without_a_key_and_stay_as_they_were(old):
    first_schema(old, 1)
    with pytest.raises(SiteKeyError, match="holds readable conversations"):
        upgrade(old)
    with old.connect() as connection:
        assert "canary" in repr(connection.execute(text("select data from conversation_event")).all())
        assert connection.scalar(text("select version_num from alembic_version")) == "0001"
    assert "record_key" not in inspect(old).get_table_names()


def test_an_empty_database_of_the_first_schema_needs_no_key(old, source):
    first_schema(old, 0)
    upgrade(old)
    KeyRing.open(old, source)


def test_the_tables_are_those_the_program_expects(old):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    upgrade(old)
    with old.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), RecordsBase.metadata)
    assert differences == []
