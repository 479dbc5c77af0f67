"""An urgent situation: what goes before everything else."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, field_validator

from knowledge.kinds.base import Code, Content, Item, ItemId, Line, Text


class Notify(Content):
    """A human role to be told, how soon, and on what condition."""

    to: ItemId
    when: Literal["now", "today"]
    text: Text


class Situation(Item):
    """An urgent situation.

    `part_of` names the wider situation it belongs to (an overdose is a medical emergency). `priority` orders
    situations that occur together, 1 first. `alert` is the role whose alert list is used: for misconduct and collusion
    it is never the ordinary supervisor. `cues` are phrases that make it likelier, `outright` those that say it in so
    many words.
    """

    kind: ClassVar[str] = "situation"

    code: Code
    part_of: ItemId | None = None
    priority: int = Field(ge=1, le=99)
    alert: ItemId
    first_steps: tuple[Line, ...] = Field(min_length=3)
    avoid: tuple[Line, ...] = Field(min_length=1)
    time_limits: tuple[Line, ...] = ()
    background: tuple[Line, ...] = ()
    notify: tuple[Notify, ...] = Field(min_length=1)
    look_alikes: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    outright: tuple[Text, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything by which the situation is noticed in a text: its cues, and what says it outright."""
        return (*self.cues, *self.outright)

    @field_validator("outright")
    @classmethod
    def _says_enough(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """One word is in too many innocent sentences to raise an alarm by itself."""
        for phrase in phrases:
            if len(phrase.replace("...", " ").split()) < 2:
                raise ValueError(f"“{phrase}” is a single word, and would be an alarm by itself: move it to `cues:`")
        return phrases
