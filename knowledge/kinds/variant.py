"""What changes when the resident is a child or a man, or when you speak through an interpreter or across a border."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from knowledge.kinds.base import Item, ItemId, Line


class VariantLine(Line):
    """A line that holds for every reaction, or only for those named in `reactions`."""

    reactions: tuple[ItemId, ...] = ()


class Variant(Item):
    """Additions to any answer for one circumstance."""

    kind: ClassVar[str] = "variant"

    remember: tuple[VariantLine, ...] = Field(min_length=1)
    say: tuple[VariantLine, ...] = ()
    avoid: tuple[VariantLine, ...] = ()
