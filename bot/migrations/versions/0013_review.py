"""the review list, and counts of what could not be answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "review_entry",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("mark_digest", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Float(), nullable=False),
        sa.Column("proposed_at", sa.Float(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.Float(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("proposal", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mark_digest"),
    )
    op.create_index("ix_review_entry_state", "review_entry", ["state"])
    op.create_table(
        "unanswered",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind"),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)
