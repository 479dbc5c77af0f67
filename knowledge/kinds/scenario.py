"""A scenario: one invented resident to practise with. How to write one: docs/scenarios.md."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from knowledge.kinds.base import Content, Item, ItemId, Text
from knowledge.kinds.move import FEELINGS, Effect, Feeling

Style = Literal["guarded", "upset", "talkative", "pleasing", "flat", "testing"]
Person = Literal["woman", "man", "girl", "boy", "older woman", "older man"]
Exploitation = Literal[
    "sexual",
    "domestic work",
    "factory",
    "farm",
    "fishing",
    "construction",
    "begging",
    "forced crime",
    "scam compound",
    "forced marriage",
    "care work",
    "beauty work",
]
#: The place for lines that fit every phase.
ANYWHERE = "anywhere"

_BOUND = re.compile(r"^(?:(at least|above|below|at most)\s+(\d{1,3})|(\d{1,3})\s+to\s+(\d{1,3}))$")


class Bound(Content):
    """The range a feeling has to be in: from `low` to below `high`."""

    low: float = 0.0
    high: float = 101.0

    def holds(self, value: float, slack: float = 0.0) -> bool:
        """Whether a value lies in the range, made wider by `slack` on both sides."""
        return self.low - slack <= value < self.high + slack

    def distance(self, value: float) -> float:
        """How many points the value lies outside the range."""
        return max(0.0, self.low - value, value - self.high + 0.1)


def _bound(raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    found = _BOUND.match(raw.strip())
    if not found:
        raise ValueError(f"`{raw}` is not a range: write `at least 45`, `below 30` or `30 to 60`")
    word, number, low, high = found.groups()
    if low is not None:
        return {"low": float(low), "high": float(high)}
    value = float(number)
    return {"at least": {"low": value}, "above": {"low": value + 0.1}}.get(
        word, {"high": value if word == "below" else value + 0.1}
    )


When = dict[Feeling, Annotated[Bound, BeforeValidator(_bound)]]


class Said(Content):
    """One thing the resident may say. Actions stand between *stars*. `pause` is the silence before it, in seconds."""

    says: Text
    pause: float | None = Field(default=None, ge=0, le=20)


SaidLine = Annotated[Said, BeforeValidator(lambda raw: {"says": raw} if isinstance(raw, str) else raw)]
Lines = tuple[SaidLine, ...]
SomeLines = Annotated[Lines, Field(min_length=1)]


class Inner(Content):
    """The inner state, each feeling from 0 to 100."""

    trust: float = Field(ge=0, le=100)
    safety: float = Field(ge=0, le=100)
    control: float = Field(ge=0, le=100)
    shame: float = Field(ge=0, le=100)
    arousal: float = Field(ge=0, le=100)


class Resident(Content):
    """Who is played. All are invented."""

    name: Text
    person: Person
    pronoun: Literal["she", "he", "they"]
    age: int = Field(ge=6, le=95)
    style: Style
    exploitation: Exploitation
    present: Literal["interpreter", "guardian"] | None = None
    shape: Literal["circle", "square", "triangle", "hexagon", "leaf", "wave"] = "circle"
    hue: int = Field(default=200, ge=0, le=359)


class Phase(Content):
    """A state of the talk. The first phase of the list whose `when` holds is the one; the last has none."""

    id: ItemId
    title: Text
    when: When = Field(default_factory=dict)
    weigh: dict[ItemId, float] = Field(default_factory=dict)
    own_lines_only: bool = False
    pause: float = Field(default=1.5, ge=0, le=12)


class Reveal(Content):
    """What the resident tells only when the inner state allows it, in answer to one of `after` (moves or families)."""

    id: ItemId
    title: Text
    when: When = Field(min_length=1)
    after: tuple[ItemId, ...] = ()
    once_told: tuple[ItemId, ...] = ()
    says: SomeLines
    then: Effect = Effect()


class Trigger(Content):
    """Words in a helper's reply that touch something sore, whatever the move."""

    words: tuple[Text, ...] = Field(min_length=1)
    unless: tuple[ItemId, ...] = ()
    effect: Effect
    says: SomeLines
    because: Text


class Leaving(Content):
    """How the resident ends a talk that goes badly; `because` tells the trainee afterwards."""

    when: When = Field(min_length=1)
    says: SomeLines
    because: Text


class Goal(Content):
    """What the talk is for. It is reached when the state is in range and the listed things were told and done."""

    text: Text
    when: When = Field(min_length=1)
    told: tuple[ItemId, ...] = ()
    done: tuple[ItemId, ...] = ()


class Parting(Content):
    """Last words: after the goal, or when the helper ends the talk before it. `not_yet` is said once before that."""

    reached: SomeLines
    early: SomeLines
    not_yet: SomeLines


def _step(raw: Any) -> Any:
    if isinstance(raw, dict) and len(raw) == 1 and not {"moves", "text"} & set(raw):
        (moves, text), *_ = raw.items()
        return {"moves": [one.strip() for one in str(moves).split("+")], "text": text}
    return raw


class Step(Content):
    """A reply of a worked example: `move + move: words`."""

    moves: tuple[ItemId, ...]
    text: str


class Examples(Content):
    """A talk that reaches the goal and a talk that the resident ends; the check plays both."""

    good: tuple[Annotated[Step, BeforeValidator(_step)], ...] = Field(min_length=4)
    poor: tuple[Annotated[Step, BeforeValidator(_step)], ...] = Field(min_length=2)


class Remembers(Content):
    """What is said when something is remembered: a broken word, a promise, the same thing again, no words at all.

    `sorry` answers a helper who says sorry; without it a line that fits any honest word does.
    """

    broken_word: SomeLines
    promise: SomeLines
    again: SomeLines
    still_nothing: SomeLines
    sorry: Lines = ()


class Scenario(Item):
    """One resident, the talk it is for, and everything the resident may say."""

    kind: ClassVar[str] = "scenario"

    reactions: tuple[ItemId, ...] = Field(min_length=1)
    level: Literal[1, 2, 3]
    resident: Resident
    content_note: Text
    scene: Text
    you_are: Text
    back_story: Text
    goal: Goal
    start: Inner
    helps_most: tuple[ItemId, ...] = Field(min_length=2)
    closes_up: tuple[ItemId, ...] = Field(min_length=2)
    phases: tuple[Phase, ...] = Field(min_length=3)
    opening: SomeLines
    lines: dict[ItemId, dict[ItemId, Lines]]
    reveals: tuple[Reveal, ...] = Field(min_length=2)
    triggers: tuple[Trigger, ...] = ()
    remembers: Remembers
    leaves: tuple[Leaving, ...] = Field(min_length=1)
    parting: Parting
    debrief: tuple[Text, ...] = Field(min_length=2)
    examples: Examples

    @model_validator(mode="after")
    def _phases_fit(self) -> Scenario:
        if any(not phase.when for phase in self.phases[:-1]) or self.phases[-1].when:
            raise ValueError("phases: give every phase but the last a `when:`; the last takes all that is left")
        if set(self.lines) != {ANYWHERE, *(phase.id for phase in self.phases)}:
            raise ValueError(f"lines: write one group for each phase and one for `{ANYWHERE}`, and no other")
        return self


__all__ = ["ANYWHERE", "FEELINGS", "Bound", "Scenario"]
