"""What a hand-over brief says. No names, no notes: what somebody wrote freely stays where it was written."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Does not change once made; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Frozen):
    """An open step that the next shift should see."""

    text: str
    due_at: float | None = None
    differs: bool = False


class Work(Frozen):
    """An open checklist: how much is left, the first steps of it, and how many more there are."""

    run: str
    title: str
    steps: int
    left: int
    next: tuple[Step, ...] = ()

    @property
    def more(self) -> int:
        """Open steps that are not shown."""
        return max(0, self.left - len(self.next))


class Due(Frozen):
    """A contact after leaving that is due or late."""

    due_at: float
    standing: str


class Letter(Frozen):
    """A letter of a return whose answer is due or late; `ours` when the other side waits for it."""

    title: str
    answer_by: float
    ours: bool = False


class Help(Frozen):
    """What was said about answers of one title."""

    title: str
    counts: dict[str, int]


class OpenAlert(Frozen):
    """An alert that is not closed: its code, since when, and whether somebody has it. Never what it is about."""

    code: str
    raised_at: float
    taken: bool


class Part(Frozen):
    """What a brief says of one case, or of all that belongs to none."""

    work: tuple[Work, ...] = ()
    due: tuple[Due, ...] = ()
    letters: tuple[Letter, ...] = ()
    helped: tuple[Help, ...] = ()
    alerts: tuple[OpenAlert, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.work or self.due or self.letters or self.helped or self.alerts)


@dataclass(frozen=True)
class Brief:
    """A whole brief; `parts` by case code, `rest` for what belongs to none. Times are in seconds since 1970."""

    since: float
    parts: dict[str, Part]
    rest: Part
    id: str = ""
    made_at: float = 0.0
    made_by: int | None = None
    taken_at: float | None = None
    taken_by: int | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the next shift said that it has it."""
        return self.taken_at is not None


class NoSuchBrief(LookupError):
    """There is no brief of this id, or no more."""


class OwnBrief(Exception):
    """Who handed over cannot take over from themselves."""
