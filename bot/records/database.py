"""Opens the database of records: SQLite by default, PostgreSQL by its address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

#: How long a writer waits for another one, in seconds. A person waits three seconds at most to hear that a turn could
#: not be stored.
BUSY_SECONDS = 1.5
_CONNECTIONS, _MORE_AT_TIMES = 20, 20


class NotStored(Exception):
    """The database could not take it, and nothing of it was kept. Trying again is safe."""


def open_records(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the records; the folder of an SQLite file is made if it is missing.

    Parameters of statements are never part of an error: they may be what someone typed.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _open_postgres(url, busy_seconds)
    if not parsed.database or parsed.database == ":memory:":
        engine = create_engine(parsed, hide_parameters=True)
    else:
        place = Path(parsed.database)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.touch(mode=0o600)  # SQLite gives its other files the same mode
        engine = create_engine(
            parsed,
            hide_parameters=True,
            connect_args={"timeout": busy_seconds},
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_AT_TIMES,
            pool_timeout=busy_seconds,
        )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def turn_to_write(engine: Engine, queue: threading.Lock, seconds: float) -> Iterator[None]:
    """SQLite has one writer. Those who wait by trying again overtake each other; those who queue here do not.

    Raises NotStored to who has queued for so many seconds. Other databases need no queue.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    if not queue.acquire(timeout=seconds):
        raise NotStored("too many are writing")
    try:
        yield
    finally:
        queue.release()


def _open_postgres(url: str, busy_seconds: float) -> Engine:
    milliseconds = int(busy_seconds * 1000)
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=_MORE_AT_TIMES,
        pool_timeout=busy_seconds,
        connect_args={
            "connect_timeout": 2,
            "tcp_user_timeout": 2000,
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout=60000",
        },
    )


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # WAL lets pages be read while a turn is written; FULL makes a committed turn survive a power cut; secure_delete
    # overwrites what is deleted.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
