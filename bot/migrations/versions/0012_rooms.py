"""rooms of a trainer, tasks, and residents written at the site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "practice_room",
        sa.Column("talk", sa.String(length=8), nullable=False),
        _account("trainer_id"),
        sa.Column("size", sa.String(length=8), nullable=False),
        sa.Column("limit", sa.Float(), nullable=True),
        sa.Column("opened_at", sa.Float(), nullable=False),
        sa.Column("begun_at", sa.Float(), nullable=True),
        sa.Column("paused_at", sa.Float(), nullable=True),
        sa.Column("paused_for", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.Float(), nullable=True),
        sa.Column("door_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("talk"),
    )
    op.create_table(
        "practice_seat",
        sa.Column("talk", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _account("account_id"),
        sa.Column("joined_at", sa.Float(), nullable=False),
        sa.Column("left_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("talk", "number"),
    )
    for table, last in (
        ("practice_offer", (sa.Column("at", sa.Float(), nullable=False), _sealed())),
        ("practice_vote", (sa.Column("offer", sa.Integer(), nullable=False),)),
    ):
        op.create_table(
            table,
            sa.Column("talk", sa.String(length=8), nullable=False),
            sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
            *last,
            sa.PrimaryKeyConstraint("talk", "turn", "seat"),
        )
    _make_tasks_and_residents()
    for table, column in _INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _make_tasks_and_residents() -> None:
    op.create_table(
        "practice_task",
        sa.Column("id", sa.String(length=8), nullable=False),
        _account("trainer_id"),
        _account("account_id"),
        sa.Column("given_at", sa.Float(), nullable=False),
        sa.Column("talk", sa.String(length=8), nullable=True),
        _sealed(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "practice_resident",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        sa.Column("written_at", sa.Float(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)


_INDEXED = (
    ("practice_room", "trainer_id"),
    ("practice_seat", "account_id"),
    ("practice_task", "trainer_id"),
    ("practice_task", "account_id"),
    ("practice_resident", "account_id"),
)


def _account(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("account.id", ondelete="SET NULL"), nullable=True)


def _sealed() -> sa.Column[bytes]:
    return sa.Column("sealed", sa.LargeBinary(), nullable=False)
