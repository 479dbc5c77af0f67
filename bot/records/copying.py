"""Copies the database of records to a file while it is in use, and back; SQLite and PostgreSQL by their own means."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, create_engine, inspect, make_url, text

_TIMEOUT = 3600
_TRIES = 10


class CopyFailed(Exception):
    """The database could not be copied or put back; the message says why and what to do."""


def copy_out(url: str, target: Path) -> None:
    """Copy the database as it is at this moment. Others read and write meanwhile. Raises CopyFailed."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _copy_sqlite(Path(parsed.database or ""), target)
    else:
        _run(parsed, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def examine(kind: str, copy: Path) -> None:
    """Look whether a copy is whole. Raises CopyFailed."""
    if kind != "sqlite":
        _run(None, "pg_restore", "--list", str(copy))
        return
    base = sqlite3.connect(f"file:{quote(str(copy))}?mode=ro", uri=True)
    try:
        answer = base.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise CopyFailed("the database in the backup cannot be read: take another backup") from error
    finally:
        base.close()
    if answer != "ok":
        raise CopyFailed("the database in the backup is damaged: take another backup")


def is_living(url: str) -> bool:
    """Whether there is a database with tables in it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return bool(parsed.database) and Path(str(parsed.database)).exists()
    engine = create_engine(parsed)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def is_in_use(url: str) -> bool:
    """Whether another process has the database open."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_in_use(Path(str(parsed.database)))
    engine = create_engine(parsed)
    others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    try:
        for _ in range(_TRIES):
            with engine.connect() as connection:
                if not connection.scalar(text(others)):
                    return False
            time.sleep(1 / _TRIES)  # a connection that was just closed is still counted for a moment
        return True
    finally:
        engine.dispose()


def put_back(url: str, copy: Path) -> None:
    """Put a copy in the place of the database. Nobody may use it meanwhile. Raises CopyFailed."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run(parsed, "pg_restore", *options, f"--dbname={parsed.database}", str(copy))
        return
    place = Path(str(parsed.database))
    place.parent.mkdir(parents=True, exist_ok=True)
    incoming = place.with_name(place.name + ".incoming")
    shutil.copyfile(copy, incoming)
    incoming.chmod(0o600)
    for leftover in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + leftover).unlink(missing_ok=True)
    incoming.replace(place)


def _copy_sqlite(place: Path, target: Path) -> None:
    if not place.is_file():
        raise CopyFailed(f"there is no database at {place}: start the service once, or set STEADYHAND_DATABASE_URL")
    source, copy = sqlite3.connect(place), sqlite3.connect(target)
    try:
        source.backup(copy)  # one reading moment: in WAL mode writers go on, and the copy does not have to begin again
        copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise CopyFailed(f"the database at {place} could not be copied: {type(error).__name__}") from error
    finally:
        source.close()
        copy.close()


def _sqlite_in_use(place: Path) -> bool:
    base = sqlite3.connect(place, timeout=0, isolation_level=None)
    try:
        # In this mode the lock is refused as long as anybody has the file open, even idle.
        base.execute("PRAGMA locking_mode=EXCLUSIVE")
        base.execute("BEGIN EXCLUSIVE")
        base.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False  # not a database any more: all the more reason to put one back
    finally:
        base.close()
    return False


def _run(url: URL | None, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise CopyFailed(f"{program} is not installed: install PostgreSQL's client programs (postgresql-client)")
    environment = {**os.environ, **(_address(url) if url is not None else {})}
    done = subprocess.run(  # noqa: S603  (a program of PostgreSQL's own, arguments made here)
        [found, *arguments], env=environment, capture_output=True, timeout=_TIMEOUT, check=False
    )
    if done.returncode:
        first = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise CopyFailed(f"{program} failed: {first}")


def _address(url: URL) -> dict[str, str]:
    """Where the database is, by environment: arguments of a program can be read by everybody on the computer."""
    parts = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": str(url.port) if url.port else url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in parts.items() if value}
