"""A human role that can be called, without the person who holds it (that is the site's own, see `knowledge.site`)."""

from __future__ import annotations

from knowledge.kinds.base import Content, ItemId, Text


class Role(Content):
    """A role: its name, and what it is called for."""

    id: ItemId
    title: Text
    call_for: Text
