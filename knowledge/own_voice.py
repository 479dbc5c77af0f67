"""The texts of an item that the service says in its own voice, each with the place it stands in.

Left out is what somebody else says: residents in practice, worked examples, and messages as people type them.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.kinds import Item, Line
from knowledge.kinds.base import Content

#: Fields that hold the words of somebody else.
_NOT_OURS = frozenset({"asked_like", "also_called", "look_alikes", "cues", "outright", "words", "says", "examples"})


def own_voice(item: Item) -> Iterator[tuple[str, str]]:
    """Every text as (place, text): the code of the line it belongs to, or the fields that lead to it."""
    return _texts(item, "")


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Content):
        for name in type(value).model_fields:
            if name not in _NOT_OURS:
                inner = value.id if isinstance(value, Line) else f"{place} {name}".strip()
                yield from _texts(getattr(value, name), inner)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, f"{place} {name}")
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, place)
