"""A common trauma reaction: how it may show, and what helps."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import AvoidLine, Code, Content, Item, ItemId, Line, PrincipleLink, Text

Soon = Literal["now", "today", "soon"]


class Response(Line):
    """A supportive response of the source table; `fits` names the manifestations it answers best, for ordering."""

    fits: tuple[Code, ...] = ()
    safety_note: Code | None = None


class EscalateLine(Line):
    """A sign that a person must be called: whom, how soon, and which urgent situation it may be."""

    to: tuple[ItemId, ...] = Field(min_length=1)
    when: Soon
    situation: ItemId | None = None


class Manifestation(Line):
    """One way the reaction may show. `situation` names the urgent situation that always goes first with it."""

    situation: ItemId | None = None


class Reaction(Item):
    """One of the common reactions. `everyday` is how a clarifying question describes it: behaviours, no label."""

    kind: ClassVar[str] = "reaction"

    code: Code
    source_name: Text
    everyday: Text
    manifestations: tuple[Manifestation, ...] = Field(min_length=1)
    responses: tuple[Response, ...] = Field(min_length=1)
    behind: tuple[Line, ...] = Field(min_length=1)
    say: tuple[Line, ...] = Field(min_length=2)
    avoid: tuple[AvoidLine, ...] = Field(min_length=2)
    escalate: tuple[EscalateLine, ...] = Field(min_length=1)
    in_the_moment: tuple[Line, ...] = ()
    safety_notes: tuple[Line, ...] = ()
    principles: tuple[PrincipleLink, ...] = Field(min_length=1)


__all__ = ["Content", "EscalateLine", "Manifestation", "Reaction", "Response"]
