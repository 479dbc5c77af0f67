"""Takes out what shows who or where somebody is, before the assistant, its memory and its logs get the text.

Masking reduces what is kept about people; it does not remove it all. A description ("the girl with the burnt hand")
still points to somebody, and some names are missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.recognisers.span import Span

#: What stands in the place of each kind. Plain words in brackets: people see what was taken out, and for the
#: recognisers of behaviour "[name]" changes less than other marks (figures in docs/masking.md).
PLACEHOLDERS = {
    "PERSON": "[name]",
    "ORG_LOCATION": "[place]",
    "PHONE": "[phone number]",
    "EMAIL": "[e-mail]",
    "ADDRESS": "[address]",
    "ID_NUMBER": "[number]",
    "DATE_OF_BIRTH": "[date of birth]",
    "URL": "[link]",
    "PLATE": "[number plate]",
    "SOCIAL": "[account]",
}


class Finder(Protocol):
    """What masking needs of the recognisers."""

    def find_all(self, text: str) -> list[Span]:
        """The spans to mask, ordered, without overlaps."""


@dataclass(frozen=True)
class Masked:
    """The text as it may be kept, and what was taken out; positions are code points into the text as given."""

    text: str
    spans: tuple[Span, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of detail that were taken out."""
        return frozenset(span.type for span in self.spans)


def mask(text: str, finder: Finder) -> Masked:
    """Replace every personal detail that is found by a word in brackets."""
    spans = finder.find_all(text)
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], PLACEHOLDERS[span.type]]
        at = span.end
    return Masked("".join([*parts, text[at:]]), tuple(spans))
