"""alerts, the messages about them, and who is on call."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    _make_alerts()
    _make_words()
    _make_outbox()
    _make_duty()


def _make_alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("raised_at", sa.Float(), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.Column("delivered_at", sa.Float(), nullable=True),
        sa.Column("seen_at", sa.Float(), nullable=True),
        sa.Column("taken_at", sa.Float(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=True),
        sa.Column("phone_now_at", sa.Float(), nullable=True),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["raised_by"], ["account.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["taken_by"], ["account.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_alert_conversation", "alert", ["conversation"])
    op.create_index("ix_alert_next_at", "alert", ["next_at"])
    op.create_index("ix_alert_changed_at", "alert", ["changed_at"])


def _make_words() -> None:
    op.create_table(
        "alert_words",
        sa.Column("mark_digest", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("mark_digest"),
    )
    op.create_index("ix_alert_words_code", "alert_words", ["code"])


def _make_outbox() -> None:
    op.create_table(
        "alert_ring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=False),
        sa.Column("held_until", sa.Float(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once"),
    )
    op.create_index("ix_alert_ring_due", "alert_ring", ["state", "due_at"])
    op.create_index("ix_alert_ring_code", "alert_ring", ["code"])


def _make_duty() -> None:
    op.create_table(
        "on_call",
        sa.Column("ladder", sa.String(length=8), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(length=11), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ladder", "account_id"),
    )
    plan = op.create_table(
        "alert_plan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quiet", sa.String(length=11), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(plan, [{"id": 1, "quiet": ""}])


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)
