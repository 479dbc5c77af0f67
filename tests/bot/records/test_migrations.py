"""The history of the tables ends in exactly the tables that the program uses."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.migrations.no_way_back import NoWayBack
from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.tables import RecordsBase
from bot.settings import PROJECT

HISTORY = ScriptDirectory(str(PROJECT / "bot" / "migrations"))


def test_there_is_one_history_without_branches():
    assert len(HISTORY.get_heads()) == 1


@pytest.mark.parametrize("begin", ["0001", "0002", "0003", "head"])
def test_a_database_of_any_release_becomes_todays(tmp_path, begin):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(engine, to=begin)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), RecordsBase.metadata) == []
    assert "audit_entry" in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.parametrize("change", sorted(one.revision for one in HISTORY.walk_revisions()))
def test_no_change_is_taken_back_and_who_tries_reads_what_to_do(change):
    with pytest.raises(NoWayBack, match=f"change {change} .* restore a backup") as told:
        HISTORY.get_revision(change).module.downgrade()
    assert str(told.value).count("docs/runbooks/restore.md") == 1


def test_an_older_release_on_newer_records_says_so_and_changes_nothing(tmp_path):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(NoWayBack, match="change 9999"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("select version_num from alembic_version").scalar() == "9999"
    engine.dispose()


def test_nobody_else_on_the_computer_can_open_the_file(tmp_path):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("create table something (x)")
        assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
    engine.dispose()
