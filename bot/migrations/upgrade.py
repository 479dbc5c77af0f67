"""Brings the records' tables up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.migrations.no_way_back import NoWayBack
from bot.records.overwriting import forget_freed_pages
from bot.records.site_key import KeySource


def upgrade(engine: Engine, key_source: KeySource | None = None, to: str = "head") -> None:
    """Run every migration the database has not had, all or none. A new database gets all of them.

    `key_source` is asked when something readable has to be sealed. Raises SiteKeyError, and NoWayBack for records of a
    newer release.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Python's driver would run each change of a table on its own; a broken-off upgrade must leave no trace.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        before = _revision(connection)
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent))
        config.attributes.update(connection=connection, key_source=key_source)
        _check_known(config, before)
        command.upgrade(config, to)
        changed = before is not None and _revision(connection) != before
    if changed:
        forget_freed_pages(engine)  # an old table may have held what is sealed now


def _check_known(config: Config, revision: str | None) -> None:
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise NoWayBack(revision)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
