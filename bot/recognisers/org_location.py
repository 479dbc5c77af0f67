"""Places and organisations that show where somebody is or was: villages, streets, hotels, bars, schools."""

from __future__ import annotations

from bot.recognisers.name_reader import NameReader
from bot.recognisers.span import Span


class OrgLocationRecogniser:
    """Finds names of places by the model."""

    type = "ORG_LOCATION"

    def __init__(self, reader: NameReader) -> None:
        """Share one reader with the recogniser of people."""
        self._reader = reader

    def find(self, text: str) -> list[Span]:
        """See `Recogniser.find`."""
        return self._reader.read(text).spans(self.type)
