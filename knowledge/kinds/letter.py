"""A message between the two sides of a return: a form that prints as a letter, and what confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Code, Content, Item, ItemId, Line, Text
from knowledge.kinds.questions import Facts, ToDo

Side = Literal["sending", "receiving"]


class LetterChoice(Content):
    """One choice of a field."""

    id: ItemId
    title: Text


class LetterField(Line):
    """One field of the form; `text` is its label. `fact` is the coded fact of a case that fills it.

    A `name_by_hand` field is a blank line on paper: names never go through the service.
    """

    name: ItemId
    type: Literal["text", "choice", "choices", "date", "moment", "fact", "name_by_hand"]
    choices: tuple[LetterChoice, ...] = ()
    fact: ItemId | None = None
    required: bool = False
    hint: Text | None = None
    only_for: Facts = Field(default_factory=dict)


class Letter(Item):
    """One of the six messages.

    `confirms` is the letter it answers. `wait_hours` is how long a request waits before its answer counts as overdue,
    unless its `expected_by` field says another moment. `missing` is what to do then.
    """

    kind: ClassVar[str] = "letter"

    code: Code
    number: int = Field(ge=1, le=6)
    sent_by: Side
    confirms: ItemId | None = None
    wait_hours: int = Field(default=0, ge=0)
    needs_consent: Literal["referral", "sharing"] | None = None
    opening: tuple[Line, ...] = Field(min_length=1)
    fields: tuple[LetterField, ...] = Field(min_length=1)
    closing: tuple[Line, ...] = ()
    missing: tuple[ToDo, ...] = ()

    def all_lines(self) -> Iterator[Line]:
        """Every line in reading order."""
        yield from (*self.opening, *self.fields, *self.closing, *self.missing)
