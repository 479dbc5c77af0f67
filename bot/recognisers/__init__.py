"""What shows who or where somebody is: one recogniser a file.

`Recognisers(model, site).find_all(text)` gives the spans to mask. It does not change the text; `bot.guards.masking` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.recognisers.address import AddressRecogniser
from bot.recognisers.dangers import Dangers
from bot.recognisers.date_of_birth import DateOfBirthRecogniser
from bot.recognisers.email import EmailRecogniser
from bot.recognisers.gazetteer import GazetteerRecogniser
from bot.recognisers.id_number import IdNumberRecogniser
from bot.recognisers.name_reader import NameReader
from bot.recognisers.org_location import OrgLocationRecogniser
from bot.recognisers.person import PersonRecogniser
from bot.recognisers.person_model import PersonModel
from bot.recognisers.phone import PhoneRecogniser
from bot.recognisers.plate import PlateRecogniser
from bot.recognisers.social import SocialRecogniser
from bot.recognisers.span import Recogniser, Span, joined, without_overlaps
from bot.recognisers.url import UrlRecogniser
from knowledge.site import Site

#: Every kind, as the contract names them.
TYPES = (
    "EMAIL", "URL", "SOCIAL", "DATE_OF_BIRTH", "ADDRESS", "ID_NUMBER", "PLATE", "PHONE", "ORG_LOCATION", "PERSON",
)  # fmt: skip


class Recognisers:
    """All recognisers of a site, in the order in which they win where they overlap: the most specific first."""

    def __init__(self, model: PersonModel, site: Site, cues: Iterable[str] = ()) -> None:
        """Put the recognisers together. `cues` of urgent situations are never masked as names."""
        self._dangers = Dangers(model.lexicon, cues)
        self._reader = reader = NameReader(model, self._dangers)
        self._gazetteer = GazetteerRecogniser(site, model.lexicon)
        self._in_order: tuple[Recogniser, ...] = (
            EmailRecogniser(),
            UrlRecogniser(),
            DateOfBirthRecogniser(),
            AddressRecogniser(),
            PlateRecogniser(),
            IdNumberRecogniser(),
            PhoneRecogniser(),
            SocialRecogniser(model.lexicon),
            PersonRecogniser(reader),
            OrgLocationRecogniser(reader),
        )

    def find_all(self, text: str) -> list[Span]:
        """The spans to mask, ordered, without overlaps. Never raises for any text."""
        ranked = sorted(joined(self._gazetteer.find(text)), key=len, reverse=True)
        for recogniser in self._in_order:
            found = joined(recogniser.find(text))
            if recogniser.type in _MAY_BE_WORDS:
                found = (part for span in found for part in self._around_dangers(text, span))
            ranked += sorted(found, key=len, reverse=True)
        self._reader.read.cache_clear()  # a message lies in memory no longer than it is read
        return without_overlaps(ranked)

    def _around_dangers(self, text: str, span: Span) -> list[Span]:
        """The parts of a span that are left without words of danger."""
        starts, ends = [span.start], []
        for match in re.finditer(r"[^\W_]+", text[span.start : span.end]):
            if match[0].lower() in self._dangers:
                ends.append(span.start + match.start())
                starts.append(span.start + match.end())
        parts = (_trimmed(text, start, end) for start, end in zip(starts, [*ends, span.end]))
        return [Span(start, end, span.type) for start, end in parts if start < end]


#: Kinds that can consist of plain words, among which none that tells of danger may be.
_MAY_BE_WORDS = frozenset({"PERSON", "ORG_LOCATION"})


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] != "@":
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


__all__ = ["TYPES", "Recogniser", "Recognisers", "Span"]
