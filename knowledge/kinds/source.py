"""Where a line comes from."""

from __future__ import annotations

from typing import Literal

from knowledge.kinds.base import Content, SourceId, Text


class Source(Content):
    """A source as it is shown: title, publisher, year, address, and how much of it was read."""

    id: SourceId
    type: Literal["seed", "outside", "project"]
    title: Text
    publisher: Text
    year: str = ""
    address: str = ""
    read: str = ""
