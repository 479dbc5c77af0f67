"""Takes out what shows who or where somebody is, before the assistant, its memory and its logs get the text.

Masking reduces what is kept about people; it does not remove it all. A description ("the girl with the burnt hand")
still points to somebody, and some names are missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.recognisers.placeholders import PLACEHOLDERS
from bot.recognisers.span import Span


class Finder(Protocol):
    """What masking needs of the recognisers."""

    def find_all(self, text: str) -> list[Span]:
        """The spans to mask, ordered, without overlaps."""


@dataclass(frozen=True)
class Masked:
    """The text as it may be kept, and what was taken out; positions are code points into the text as given.

    `details` are kind and words of what was taken out, for the one who wrote them and nobody else.
    """

    text: str
    spans: tuple[Span, ...]
    details: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of detail that were taken out, each once, in the order of the text."""
        return tuple(dict.fromkeys(span.type for span in self.spans))

    def as_given(self, position: int, is_end: bool = False) -> int:
        """Where a position of the masked text stands in the text as given; inside a mask it moves to its edge."""
        longer = 0
        for span in self.spans:
            start = span.start + longer
            end = start + len(PLACEHOLDERS[span.type])
            if position <= start:
                break
            if position < end:
                return span.end if is_end else span.start
            longer = end - span.end
        return position - longer


def mask(text: str, finder: Finder) -> Masked:
    """Replace every personal detail that is found by a word in brackets."""
    spans = finder.find_all(text)
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], PLACEHOLDERS[span.type]]
        at = span.end
    details = tuple((span.type, text[span.start : span.end]) for span in spans)
    return Masked("".join([*parts, text[at:]]), tuple(spans), details)


def with_given_positions(understood: dict[str, Any], masked: Masked) -> dict[str, Any]:
    """What was understood of a masked text, with positions in the text as given; the words of a cue stay masked.

    The assistant reads a text without its outer white space, so its positions begin after that.
    """
    lead = len(masked.text) - len(masked.text.lstrip())

    def moved(cue: dict[str, Any]) -> dict[str, Any]:
        start, end = cue["start"] + lead, cue["end"] + lead
        given = {"start": masked.as_given(start), "end": masked.as_given(end, is_end=True)}
        return {**given, "text": masked.text[start:end]}

    for told in ("reactions", "situations", "moves"):
        if understood.get(told):
            found = [{**one, "cues": [moved(cue) for cue in one["cues"]]} for one in understood[told]]
            understood = {**understood, told: found}
    return {**understood, "text": masked.text, "masked": [_told(span) for span in masked.spans]}


def _told(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "type": span.type}
