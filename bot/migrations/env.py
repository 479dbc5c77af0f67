"""What Alembic runs: the migrations, on the connection it was given."""

from __future__ import annotations

from alembic import context

import bot.accounts.tables  # noqa: F401  (every table must be known to compare against)
from bot.records.tables import RecordsBase

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=RecordsBase.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
