"""One of the nine basic principles of protection and direct assistance."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from knowledge.kinds.base import Code, Item, Line, Text


class Dilemma(Line):
    """A situation in which the principle decides; `text` is what it decides."""

    when: Text


class Principle(Item):
    """A principle: what it means in plain words, the duties that follow, the dilemmas it decides."""

    kind: ClassVar[str] = "principle"

    code: Code
    source_name: Text
    explanation: tuple[Line, ...] = Field(min_length=1)
    duties: tuple[Line, ...] = Field(min_length=1)
    dilemmas: tuple[Dilemma, ...] = ()
