"""The base of recognisers that need only patterns: data on top, one method below."""

from __future__ import annotations

import re
from typing import ClassVar

from bot.recognisers.span import Span


def pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which white space and comments count for nothing; the group `it` is what gets masked."""
    return re.compile(source, flags | re.VERBOSE)


class PatternRecogniser:
    """Finds what its patterns match. Each pattern names the part to mask `it`."""

    type: ClassVar[str]
    patterns: ClassVar[tuple[re.Pattern[str], ...]]

    def find(self, text: str) -> list[Span]:
        """See `Recogniser.find`."""
        return [
            Span(match.start("it"), match.end("it"), self.type)
            for one in self.patterns
            for match in one.finditer(text)
            if self.is_meant(match)
        ]

    def is_meant(self, match: re.Match[str]) -> bool:
        """Whether a match is what it looks like."""
        return True
