"""A practice talk as pages, the report and a trainer's desk see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from knowledge.kinds import Scenario
from knowledge.roleplay.play import Play
from knowledge.roleplay.position import Ending, Trace

#: When feedback is shown: after every reply, or at the end.
Feedback = Literal["each", "end"]
FEEDBACK: tuple[Feedback, ...] = get_args(Feedback)
LEVELS = (1, 2, 3)
#: How sure somebody feels, from not at all to very: about beginning such a talk, and about hard moments in it.
SURE = (1, 2, 3, 4, 5)
Sure = tuple[int, int]
#: The questions after a talk that can be answered in writing, by number.
THOUGHTS = (1, 2, 3, 4)


class NoSuchTalk(LookupError):
    """There is no such talk of this person, or no more, or it is not shared."""


class NoSuchResident(LookupError):
    """The library has no resident of this id."""


class NotThisWay(ValueError):
    """A level, feedback mode, turn or answer that does not exist."""


class SaidMeanwhile(Exception):
    """Another reply was given at this turn; the talk has to be looked at again."""


@dataclass(frozen=True)
class Terms:
    """What was chosen at the beginning, and how sure the trainee felt before and after.

    `version` is the digest of the resident's file as it was: a resident written anew may answer otherwise.
    """

    scenario: str
    level: int
    feedback: Feedback
    version: str
    before: Sure | None = None
    after: Sure | None = None
    thoughts: tuple[str, ...] = ()  # what the trainee wrote to the questions afterwards; for nobody else

    def kept(self) -> dict[str, Any]:
        """As it is sealed."""
        return dict(vars(self))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Terms:
        """What `kept` gave."""
        pairs = {name: tuple(kept[name]) if kept.get(name) else None for name in ("before", "after")}
        return cls(**{**kept, **pairs, "thoughts": tuple(kept.get("thoughts", ()))})


@dataclass(frozen=True)
class TalkHead:
    """A talk in a list. Without `scenario` the resident is no longer in the library, and it can only be deleted."""

    id: str
    owner: int | None
    terms: Terms
    scenario: Scenario | None
    begun_at: float
    changed_at: float
    ended_at: float | None
    shared_at: float | None
    takes: int

    @property
    def is_over(self) -> bool:
        """Whether the trainee has ended the talk, or the resident has."""
        return self.ended_at is not None


@dataclass(frozen=True)
class Take:
    """One way that the talk went: the play, and the trace that follows from it."""

    number: int
    play: Play
    trace: Trace
    from_take: int | None = None
    from_turn: int | None = None

    @property
    def ended(self) -> Ending | None:
        """How this take ended, or None."""
        return self.trace.ended


@dataclass(frozen=True)
class Talk:
    """A talk whole, all takes in order."""

    head: TalkHead
    scenario: Scenario
    all_takes: tuple[Take, ...]
    rewritten: bool = False  # the resident was written anew since

    @property
    def newest(self) -> Take:
        """The take that was begun last."""
        return self.all_takes[-1]

    def take(self, number: int | None) -> Take:
        """A take by its number; the newest for None. Raises NoSuchTalk."""
        if number is None:
            return self.newest
        found = next((take for take in self.all_takes if take.number == number), None)
        if found is None:
            raise NoSuchTalk(f"{self.head.id} has no take {number}")
        return found
