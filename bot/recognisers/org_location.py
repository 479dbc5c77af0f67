"""Places and organisations that show where somebody is or was: villages, streets, hotels, bars, schools."""

from __future__ import annotations

from bot.recognisers.name_reader import NameReader, spans_of
from bot.recognisers.span import Span


class OrgLocationRecogniser:
    """Finds names of places by the model."""

    type = "ORG_LOCATION"

    def __init__(self, reader: NameReader) -> None:
        """Share one reader with the recogniser of people."""
        self._reader = reader

    def find(self, text: str) -> list[Span]:
        """See `Recogniser.find`."""
        reading = self._reader.read(text)
        return [Span(start, end, self.type) for start, end in spans_of(reading, self.type)]
