"""matters of cases: returns, letters, plans, reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "case_matter",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_matter_code", "case_matter", ["code", "made_at"])
    op.create_index("ix_case_matter_due_at", "case_matter", ["due_at"])


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)
