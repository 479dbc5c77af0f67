"""sealed conversations, their keys, and marks against doubled turns."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import context, op

from bot.migrations.no_way_back import NoWayBack
from bot.records.sealing import Sealer, new_key
from bot.records.site_key import SiteKeyError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_EVENT = sa.table(
    "conversation_event", sa.column("conversation"), sa.column("number"), sa.column("at"), sa.column("data", sa.JSON)
)
_SEALED = sa.table("sealed_event", sa.column("conversation"), sa.column("number"), sa.column("sealed", sa.LargeBinary))
_SITE_KEY = sa.table(
    "site_key",
    sa.column("version"),
    sa.column("salt", sa.LargeBinary),
    sa.column("proof", sa.LargeBinary),
    sa.column("created_at"),
)
_RECORD_KEY = sa.table(
    "record_key",
    sa.column("owner_kind"),
    sa.column("owner_id"),
    sa.column("wrapped", sa.LargeBinary),
    sa.column("site_key_version"),
    sa.column("created_at"),
    sa.column("last_at"),
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "site_key",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "record_key",
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("site_key_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("last_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["site_key_version"], ["site_key.version"]),
        sa.PrimaryKeyConstraint("owner_kind", "owner_id"),
    )
    op.create_index("ix_record_key_age", "record_key", ["owner_kind", "last_at"])
    op.create_table(
        "turn_mark",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("mark_digest", sa.String(length=64), nullable=False),
        sa.Column("first_event", sa.Integer(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "mark_digest"),
    )
    op.create_table(
        "sealed_event",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "number"),
    )
    _seal_what_is_readable(op.get_bind())
    op.drop_table("conversation_event")
    op.rename_table("sealed_event", "conversation_event")


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)


def _seal_what_is_readable(connection: sa.Connection) -> None:
    conversations = list(connection.scalars(sa.select(_EVENT.c.conversation).distinct()))
    if not conversations:
        return
    source = context.config.attributes.get("key_source")
    if source is None:
        raise SiteKeyError("This database holds readable conversations. Start the service once: it seals them.")
    key, salt = source.make(1)
    site = Sealer(key)
    proof = site.seal("site_key.proof", "1", b"steadyhand")
    connection.execute(_SITE_KEY.insert().values(version=1, salt=salt, proof=proof, created_at=time.time()))
    for conversation in conversations:
        _seal_conversation(connection, site, conversation)


def _seal_conversation(connection: sa.Connection, site: Sealer, conversation: str) -> None:
    key = new_key()
    sealer = Sealer(key)
    rows = list(connection.execute(sa.select(_EVENT).where(_EVENT.c.conversation == conversation)))
    sealed = [
        {
            "conversation": conversation,
            "number": row.number,
            "sealed": sealer.seal_json("conversation_event.sealed", f"{conversation}:{row.number}", row.data),
        }
        for row in rows
    ]
    connection.execute(
        _RECORD_KEY.insert().values(
            owner_kind="conversation",
            owner_id=conversation,
            wrapped=site.seal("record_key.wrapped", f"conversation:{conversation}", key),
            site_key_version=1,
            created_at=min(row.at for row in rows),
            last_at=max(row.at for row in rows),
        )
    )
    connection.execute(_SEALED.insert(), sealed)
