"""practice talks and their takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "practice_talk",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.Float(), nullable=False),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("shared_at", sa.Float(), nullable=True),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("account_id", "shared_at"):
        op.create_index(f"ix_practice_talk_{column}", "practice_talk", [column])
    op.create_table(
        "practice_take",
        sa.Column("talk", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_at", sa.Float(), nullable=False),
        sa.Column("from_take", sa.Integer(), nullable=True),
        sa.Column("from_turn", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("talk", "number"),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)
