"""The parts that every kind of content is made of.

A *line* is the smallest thing the service ever says: one sentence or two, with a code that never changes and
the sources it rests on. An *item* is one file: one reaction, one principle, one checklist.
Nothing here reads files; see `knowledge.reading`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

#: Sources that stand for the project itself: practice synthesis and wording written for it (see sources.yml).
PROJECT_SOURCES = frozenset({"P", "W"})

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^(?:S|X)\d+$|^[PW]$")]


class Content(BaseModel):
    """A frozen piece of content; an unknown field is an error, because it is usually a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Line(Content):
    """One thing the service may say, with where it comes from.

    `supplementary` marks what does not stand in the seed documents. It must be set on practice synthesis (P) and on
    project wording (W), and on anything that rests on no seed source.
    """

    id: Code
    text: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    supplementary: bool = False

    @model_validator(mode="after")
    def _supplementary_is_said(self) -> Line:
        from_seed = any(source.startswith("S") for source in self.sources)
        if not self.supplementary and (PROJECT_SOURCES & set(self.sources) or not from_seed):
            raise ValueError(
                f"line {self.id} rests on {', '.join(self.sources)}, which is not a seed source alone: "
                "add `supplementary: true`"
            )
        return self


class AvoidLine(Line):
    """Something better not done, with the reason why."""

    because: Text


class Section(Content):
    """A titled group of lines, in order."""

    id: ItemId
    title: Text
    lines: tuple[Line, ...] = Field(min_length=1)


class PrincipleLink(Content):
    """A principle that decides here, and one sentence on how."""

    id: ItemId
    because: Text


class Review(Content):
    """Who last read the item against its sources, and when."""

    on: dt.date
    by: Text


class Item(Content):
    """What every content file has, whatever its kind."""

    kind: ClassVar[str]

    id: ItemId
    title: Text
    plain: Text
    reviewed: Review
    review_by: dt.date
    also_called: tuple[Text, ...] = ()
    asked_like: tuple[Text, ...] = ()
    see_also: tuple[Text, ...] = ()

    def all_lines(self) -> Iterator[Line]:
        """Every line of the item in reading order, nested sections included."""
        for name in type(self).model_fields:
            yield from _lines_in(getattr(self, name))

    def line(self, code: str) -> Line | None:
        """The line with this code, or None."""
        return next((line for line in self.all_lines() if line.id == code), None)


def _lines_in(value: object) -> Iterator[Line]:
    if isinstance(value, Line):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _lines_in(part)
    elif isinstance(value, Section):
        yield from value.lines
