"""Databases of records with today's tables and nothing in them, without running every migration for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, MetaData, Select, Table, create_engine, exists, inspect, literal, select, union_all
from sqlalchemy.exc import OperationalError

from benchmarks.postgres import LocalPostgres
from bot.migrations.upgrade import upgrade
from bot.records.database import open_records

_CLOSE_OTHERS = (
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid()"
)
_COUNT_FROM_ONE = (
    "select setval(quote_ident(schemaname) || '.' || quote_ident(sequencename), 1, false) from pg_sequences"
    " where last_value is not null"
)
_TRIES = 5


def migrated(address: str) -> str:
    """The address, after every migration was run there."""
    engine = open_records(address)
    upgrade(engine)
    engine.dispose()
    return address


class Pattern:
    """An SQLite file that was migrated once; `put` makes a copy of it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "pattern.db"
        migrated(f"sqlite:///{self._file}")

    def put(self, place: Path) -> str:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self._file, place)  # with its mode: nobody else on the computer may read it
        return f"sqlite:///{place}"


class Shared:
    """One database of PostgreSQL that a test after another gets: making, migrating and dropping one takes seconds."""

    def __init__(self, server: LocalPostgres) -> None:
        self.address = migrated(server.new_database())
        self._engine = create_engine(self.address, isolation_level="AUTOCOMMIT", pool_size=1)
        self._made = MetaData()
        self._made.reflect(self._engine)
        with self._engine.connect() as connection:
            rows = {table: connection.execute(table.select()).mappings().all() for table in self._made.sorted_tables}
        self._first_rows = {table: [dict(row) for row in found] for table, found in rows.items() if found}

    def empty(self) -> None:
        """Close what a test left open and make everything as it was; the tables themselves must be as they were."""
        with self._engine.connect() as connection:
            names = set(inspect(connection).get_table_names())
            assert names == set(self._made.tables), "a test that changes tables needs `empty_url`"
            self._truncate(connection)
            connection.exec_driver_sql(_COUNT_FROM_ONE)
            for table, rows in self._first_rows.items():
                connection.execute(table.insert(), rows)

    def close(self) -> None:
        self._engine.dispose()

    def _truncate(self, connection: Connection) -> None:
        """Take every row away. What a test left behind may connect again at the same moment and hold a table."""
        for left in reversed(range(_TRIES)):
            connection.exec_driver_sql(_CLOSE_OTHERS)
            filled = union_all(*(_has_rows(table) for table in self._made.sorted_tables))
            quoted = ", ".join(f'"{name}"' for name in connection.scalars(filled))
            try:
                connection.exec_driver_sql(f"truncate {quoted} cascade")
                return
            except OperationalError:
                if not left:
                    raise


def _has_rows(table: Table) -> Select[tuple[str]]:
    return select(literal(table.name)).where(exists(select(1).select_from(table)))
