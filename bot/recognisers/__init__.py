"""What shows who or where somebody is: one recogniser a file.

`Recognisers(model, site).find_all(text)` gives the spans to mask. It does not change the text; `bot.guards.masking` does.
"""

from __future__ import annotations

from bot.recognisers.address import AddressRecogniser
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

#: Longest text whose kinds are all looked for; the guards refuse longer ones before.
TYPES = (
    "EMAIL", "URL", "SOCIAL", "DATE_OF_BIRTH", "ADDRESS", "ID_NUMBER", "PLATE", "PHONE", "ORG_LOCATION", "PERSON",
)  # fmt: skip


class Recognisers:
    """All recognisers of a site, in the order in which they win where they overlap: the most specific first."""

    def __init__(self, model: PersonModel, site: Site) -> None:
        """Put the recognisers together."""
        reader = NameReader(model)
        self._gazetteer = GazetteerRecogniser(site)
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
        ranked: list[Span] = list(self._gazetteer.find(text))
        for recogniser in self._in_order:
            ranked += sorted(joined(recogniser.find(text)), key=len, reverse=True)
        return without_overlaps(ranked)


__all__ = ["TYPES", "Recogniser", "Recognisers", "Span"]
