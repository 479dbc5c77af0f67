"""A move: one thing that a helper's reply does in a practice talk, and what it does to the resident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from knowledge.kinds.base import Code, Content, Item, ItemId, Line, Text

Feeling = Literal["trust", "safety", "control", "shame", "arousal"]
#: The resident's inner state, each 0 to 100. Of the last two, less is better.
FEELINGS: tuple[Feeling, ...] = ("trust", "safety", "control", "shame", "arousal")
HEAVY: frozenset[Feeling] = frozenset({"shame", "arousal"})
Side = Literal["helpful", "harmful", "neutral"]
Family = Literal[
    "asking",
    "listening",
    "honesty",
    "choice",
    "care",
    "strength",
    "closing",
    "smoothing",
    "pressing",
    "judging",
    "controlling",
    "crossing",
    "not_hearing",
    "other",
    "nothing",
]
#: Families that a resident's lines may be written for; `nothing` is a reply without words.
FAMILIES: dict[Family, Side] = {
    "asking": "helpful",
    "listening": "helpful",
    "honesty": "helpful",
    "choice": "helpful",
    "care": "helpful",
    "strength": "helpful",
    "closing": "helpful",
    "smoothing": "harmful",
    "pressing": "harmful",
    "judging": "harmful",
    "controlling": "harmful",
    "crossing": "harmful",
    "not_hearing": "harmful",
    "other": "neutral",
    "nothing": "neutral",
}


class Effect(Content):
    """How far each feeling goes up or down, in points of 100, before the resident's own weights."""

    trust: int = Field(default=0, ge=-40, le=40)
    safety: int = Field(default=0, ge=-40, le=40)
    control: int = Field(default=0, ge=-40, le=40)
    shame: int = Field(default=0, ge=-40, le=40)
    arousal: int = Field(default=0, ge=-40, le=40)

    def by_feeling(self) -> Mapping[Feeling, int]:
        """The five changes by the feeling's name."""
        return {feeling: getattr(self, feeling) for feeling in FEELINGS}


class Later(Content):
    """What comes of it some replies later: a kind word may first soothe and then cost."""

    after: int = Field(ge=1, le=6)
    effect: Effect


class Better(Line):
    """A better way to say it. `like` is the code of the supportive response or words it is drawn from."""

    like: Code | None = None


class Move(Item):
    """One move.

    `answers_first` orders the moves of one reply: the resident answers to the highest. `breaks` names earlier helpful
    moves whose word this one breaks. `sounds_kind` marks harm that sounds like kindness. `repairs` is the most that it
    gives back of trust that was lost, as a share. `said_like` has words that show the move by themselves, in the manner
    of an urgent situation's `cues`, where the recogniser has not learnt it.
    """

    kind: ClassVar[str] = "move"

    code: Code
    side: Side
    family: Family
    effect: Effect
    later: Later | None = None
    repairs: float = Field(default=0.0, ge=0.0, lt=1.0)
    answers_first: int = Field(default=1, ge=0, le=9)
    breaks: tuple[ItemId, ...] = ()
    sounds_kind: bool = False
    twin: ItemId | None = None
    does: tuple[Line, ...] = Field(min_length=1)
    why: tuple[Line, ...] = Field(min_length=1)
    better: tuple[Better, ...] = ()
    said_like: tuple[Text, ...] = ()
    principles: tuple[ItemId, ...] = ()

    @model_validator(mode="after")
    def _fits_its_side(self) -> Move:
        if FAMILIES[self.family] != self.side:
            raise ValueError(f"family {self.family} is {FAMILIES[self.family]}: choose a family of {self.side} moves")
        if self.side == "harmful" and (self.effect.trust >= 0 or not self.better):
            raise ValueError("a harmful move lowers trust and shows a better way: set `effect: {trust: -…}`, `better:`")
        if self.repairs and (self.side != "helpful" or self.effect.trust):
            raise ValueError("a move that `repairs` is helpful and gives trust in no other way: leave `trust` out")
        if self.later and self.later.effect.trust > 0:
            raise ValueError("what comes later never raises trust: make it 0 or less")
        return self
