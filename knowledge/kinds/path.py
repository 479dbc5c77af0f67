"""The way through one of the four scenarios of referral."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Code, Item, Line, Text
from knowledge.kinds.questions import Facts

#: What a step leads to on the pages of a case; anything else is a place in the library, as `folder/id`.
Stop = Literal["consent", "assessment", "security", "journey", "messages", "plan", "review"]


class PathStep(Line):
    """One step. `stop` is the work on the case it leads to, `see` a place in the library as `folder/id`."""

    stop: Stop | None = None
    see: Text | None = None
    only_for: Facts = Field(default_factory=dict)


class Path(Item):
    """One scenario: how to know it, and its steps in order. `holds_return`: the planning of a return waits."""

    kind: ClassVar[str] = "path"

    code: Code
    number: int = Field(ge=1, le=4)
    known_by: Text
    holds_return: bool = False
    steps: tuple[PathStep, ...] = Field(min_length=3)
    notes: tuple[Line, ...] = ()
