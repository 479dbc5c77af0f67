"""What Alembic runs: the migrations, on the connection it was given."""

from __future__ import annotations

from alembic import context

import bot.accounts.tables  # noqa: F401  (every table must be known to compare against)
import bot.alerts.tables
import bot.cases.tables
import bot.checklists.tables
import bot.directory.tables
import bot.follow_up.tables
import bot.hand_over.tables
import bot.helped.tables
import bot.matters.tables
import bot.practice.tables
import bot.records.audit_tables
import bot.records.key_tables
import bot.records.tombstones
import bot.review.tables
import bot.rooms.tables
import bot.telegram.tables  # noqa: F401
from bot.records.tables import RecordsBase

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=RecordsBase.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
