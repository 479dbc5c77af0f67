"""A procedure as ordered steps, grouped in sections."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Code, Item, ItemId, Line, Section, Text

#: What a step may depend on: facts of a case, or answers given when a checklist is worked without one.
Circumstance = Literal["child", "cross_border", "cooperating"]
Purpose = Literal["assistance", "referral", "sharing"]


class Step(Line):
    """One step of a procedure, and on what it depends when it is worked.

    `only_for`: it falls away once one of these is known not to be so. `consent`: it is not done without consent for
    this purpose, and for this `recipient` where one is named (a key of `bot.cases.consent.RECIPIENTS`). `by_role`: only
    this role ticks it. `due_hours`: hours after the start, where the text names a time.
    """

    only_for: tuple[Circumstance, ...] = ()
    consent: Purpose | None = None
    recipient: ItemId | None = None
    by_role: Literal["supervisor"] | None = None
    due_hours: int | None = Field(default=None, ge=1, le=24 * 366)


class StepSection(Section):
    """A titled group of steps, in order."""

    lines: tuple[Step, ...] = Field(min_length=1)


class Checklist(Item):
    """A standard procedure. Steps are the lines of its sections, in order."""

    kind: ClassVar[str] = "checklist"

    code: Code
    group: Literal["meetings", "security", "referral", "return", "reintegration"]
    purpose: Text
    sections: tuple[StepSection, ...] = Field(min_length=1)
    do_not: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
