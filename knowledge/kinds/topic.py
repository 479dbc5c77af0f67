"""A subject that is neither a reaction nor a procedure: re-trafficking, evidence, limits of the service, strain."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Item, Section


class Topic(Item):
    """A subject with titled sections of lines."""

    kind: ClassVar[str] = "topic"

    group: Literal["retrafficking", "evidence", "service", "staff"]
    sections: tuple[Section, ...] = Field(min_length=1)
