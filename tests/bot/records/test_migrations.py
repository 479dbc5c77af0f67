"""The history of the tables ends in exactly the tables that the program uses."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.tables import RecordsBase
from bot.settings import PROJECT


def test_there_is_one_history_without_branches():
    assert len(ScriptDirectory(str(PROJECT / "bot" / "migrations")).get_heads()) == 1


@pytest.mark.parametrize("begin", ["0001", "0002", "0003", "head"])
def test_a_database_of_any_release_becomes_todays(tmp_path, begin):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(engine, to=begin)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), RecordsBase.metadata) == []
    assert "audit_entry" in inspect(engine).get_table_names()
    engine.dispose()


def test_nobody_else_on_the_computer_can_open_the_file(tmp_path):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("create table something (x)")
        assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
    engine.dispose()
