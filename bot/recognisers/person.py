"""Names of people, in any spelling."""

from __future__ import annotations

from bot.recognisers.name_reader import NameReader
from bot.recognisers.span import Span


class PersonRecogniser:
    """Finds names of people: by the model, then by what is said before them."""

    type = "PERSON"

    def __init__(self, reader: NameReader) -> None:
        """Share one reader with the recogniser of places."""
        self._reader = reader

    def find(self, text: str) -> list[Span]:
        """See `Recogniser.find`."""
        return self._reader.read(text).spans(self.type)
