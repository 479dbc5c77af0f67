"""A run as pages, papers and the chat see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.checklists.merging import Merged
from bot.checklists.procedure import Procedure, StepText

Answer = Literal["yes", "no", "unknown"]
ANSWERS = ("yes", "no", "unknown")
#: Why a step cannot be done now: consent was not asked for, or refused. Templates hold the words for each.
Lock = Literal["", "consent", "refused", "needs_case", "supervisor"]


class NoSuchRun(LookupError):
    """There is no run of this id, or no more."""


class NoSuchStep(LookupError):
    """The run has no such step, or asks no such question."""


class RunEnded(Exception):
    """The run was finished; it has to be opened again first."""


class StepLocked(Exception):
    """The step cannot be done now; `lock` says why."""

    def __init__(self, lock: Lock) -> None:
        """Name the lock."""
        super().__init__(lock)
        self.lock = lock


@dataclass(frozen=True)
class RunStep:
    """One step: its words, its marks, and whether it applies and can be done."""

    text: StepText
    place: int
    merged: Merged
    applies: bool
    lock: Lock = ""
    due_at: float | None = None

    @property
    def is_left(self) -> bool:
        """Whether it is still to be done."""
        return self.applies and not self.merged.settled

    def is_overdue(self, now: float) -> bool:
        """Whether its time has passed."""
        return self.is_left and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class RunHead:
    """What a list shows of a run. Times are in seconds since 1970."""

    id: str
    checklist: str
    title: str
    case_code: str | None
    started_at: float
    started_by: int | None
    changed_at: float
    steps: int
    left: int
    due_at: float | None = None
    ended_at: float | None = None
    ended_by: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is being worked on."""
        return self.ended_at is None

    def is_overdue(self, now: float) -> bool:
        """Whether the time of some open step has passed."""
        return self.is_open and self.due_at is not None and self.due_at < now


@dataclass(frozen=True)
class Run:
    """A run whole. `answers` holds what its procedure has to know; from the case where there is one."""

    head: RunHead
    procedure: Procedure
    parts: tuple[tuple[str, tuple[RunStep, ...]], ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    newer: Mapping[str, int] | None = None  # what changed in the content since it began

    @property
    def steps(self) -> tuple[RunStep, ...]:
        """All steps in order, also those that do not apply."""
        return tuple(step for _, steps in self.parts for step in steps)

    def step(self, step_id: str) -> RunStep:
        """One step. Raises NoSuchStep."""
        for step in self.steps:
            if step.text.id == step_id:
                return step
        raise NoSuchStep(step_id)
