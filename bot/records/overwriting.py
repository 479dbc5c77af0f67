"""Overwrites on disk what was deleted: above all wrapped keys, without which nothing else that is left can be read.

SQLite's `secure_delete` overwrites a row where it stands when it is deleted. It does not overwrite the places where the
row stood before its page was split or filled up: one wrapped key in two thousand could still be found. So the table of
keys is written anew, on pages that were overwritten as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError

from bot.records.key_tables import RecordKey

#: Writers wait while the log is emptied: not longer than a person would notice.
_WAIT_MS = 300


def overwrite_freed(engine: Engine) -> bool:
    """Overwrite what was deleted, as far as the database lets us. False when it was in use; nothing is lost then.

    SQLite: the table of keys is written anew, deletions go from the write-ahead log into the file, and the log is
    emptied. Postgres: the table of keys is written anew, and a checkpoint lets go of the server's own log, which held
    the wrapped keys too. It is gone then if the server has `wal_recycle=off` and lets our role do that
    (docs/data-protection.md); else `keys rotate` helps.
    """
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.dialect.name == "sqlite":
                return _overwrite_sqlite(connection)
            for statement in ("VACUUM FULL record_key", "SELECT pg_switch_wal()", "CHECKPOINT"):
                connection.exec_driver_sql(statement)
    except DBAPIError:  # somebody was reading or writing, or the role may not
        return False
    return True


def forget_freed_pages(engine: Engine) -> None:
    """Overwrite what deleted rows left on disk: free pages, and the log that is written ahead of the file.

    In PostgreSQL old row versions go, but its own log (`pg_wal`) keeps them until it is recycled: what must be
    forgotten there is sealed, and its key destroyed. Takes the database for itself for a moment.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM FULL")


def _overwrite_sqlite(connection: Connection) -> bool:
    # Deleting every row at once frees whole pages, which `secure_delete` overwrites; with foreign keys looked after,
    # SQLite would delete row by row.
    with _pragma(connection, "busy_timeout", _WAIT_MS), _pragma(connection, "foreign_keys", 0):
        _write_keys_anew(connection)
        return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]


def _write_keys_anew(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        keys = [dict(row) for row in connection.execute(select(RecordKey.__table__)).mappings()]
        connection.execute(delete(RecordKey))
        if keys:
            connection.execute(insert(RecordKey), keys)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise


@contextmanager
def _pragma(connection: Connection, name: str, value: int) -> Iterator[None]:
    """The connection goes back to the pool as it was."""
    before = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    connection.exec_driver_sql(f"PRAGMA {name}={value}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA {name}={before}")
