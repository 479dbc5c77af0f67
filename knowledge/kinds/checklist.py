"""A procedure as ordered steps, grouped in sections."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Code, Item, Line, Section, Text


class Checklist(Item):
    """A standard procedure. Steps are the lines of its sections, in order."""

    kind: ClassVar[str] = "checklist"

    code: Code
    group: Literal["meetings", "security", "referral", "return", "reintegration"]
    purpose: Text
    sections: tuple[Section, ...] = Field(min_length=1)
    do_not: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()

    @property
    def steps(self) -> tuple[Line, ...]:
        """All steps in order, across sections."""
        return tuple(line for section in self.sections for line in section.lines)
