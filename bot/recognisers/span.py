"""What a recogniser gives back, and the shape all recognisers share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the text that tells who or where somebody is. Positions are code points; `end` is exclusive."""

    start: int
    end: int
    type: str

    def __len__(self) -> int:
        """How many characters it covers."""
        return self.end - self.start

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Recogniser(Protocol):
    """Finds one kind of personal detail."""

    type: str

    def find(self, text: str) -> list[Span]:
        """The spans of this kind, in any order; they may overlap. Never raises for any text."""


def without_overlaps(ranked: list[Span]) -> list[Span]:
    """Keep each span that shares nothing with one before it in the list; ordered by position."""
    kept: list[Span] = []
    for span in ranked:
        if len(span) > 0 and not any(span.meets(other) for other in kept):
            kept.append(span)
    return sorted(kept)


def joined(spans: list[Span]) -> Iterator[Span]:
    """Spans of one type that touch or overlap, made one."""
    current: Span | None = None
    for span in sorted(spans):
        if current and span.type == current.type and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end), span.type)
        else:
            if current:
                yield current
            current = span
    if current:
        yield current
