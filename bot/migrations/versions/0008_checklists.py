"""runs of checklists, what helped, hand-over briefs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.migrations.no_way_back import NoWayBack

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "procedure_version",
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    _make_runs()
    _make_marks()
    _make_helped()
    _make_hand_over()


def _account(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["account.id"], ondelete="SET NULL")


def _make_runs() -> None:
    op.create_table(
        "checklist_run",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("case_code", sa.String(length=8), nullable=True),
        sa.Column("own", sa.String(length=8), nullable=True),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _account("started_by"),
        _account("ended_by"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("case_code", "own", "ended_at"):
        op.create_index(f"ix_checklist_run_{column}", "checklist_run", [column])


def _make_marks() -> None:
    op.create_table(
        "checklist_mark",
        sa.Column("run", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_code", sa.String(length=8), nullable=True),
        sa.Column("own", sa.String(length=8), nullable=True),
        sa.Column("once_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _account("account_id"),
        sa.PrimaryKeyConstraint("run", "number"),
        sa.UniqueConstraint("run", "once_digest"),
    )
    for column in ("case_code", "own"):
        op.create_index(f"ix_checklist_mark_{column}", "checklist_mark", [column])


def _make_helped() -> None:
    op.create_table(
        "answer_help",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("talk", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("case_code", sa.String(length=8), nullable=True),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _account("account_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("talk", "answer"),
    )
    for column in ("conversation", "case_code", "at"):
        op.create_index(f"ix_answer_help_{column}", "answer_help", [column])


def _make_hand_over() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.Float(), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _account("made_by"),
        _account("acknowledged_by"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_hand_over_made_at", "hand_over", ["made_at"])
    op.create_table(
        "hand_over_part",
        sa.Column("brief", sa.String(length=8), nullable=False),
        sa.Column("case_code", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("brief", "case_code"),
    )
    op.create_index("ix_hand_over_part_case_code", "hand_over_part", ["case_code"])


def downgrade() -> None:
    """There is no way back."""
    raise NoWayBack(revision)
