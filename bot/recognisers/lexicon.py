"""What is known of single words: how common, how often with a capital, which kinds of word, and whether a name.

Built at training from spacy-lookups-data (word frequencies and clusters of English web text, WordNet's word lists), the
lists in `names/` and Faker's locales; kept as one tab-separated file.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

from bot.recognisers.word_lists import plain

GIVEN, FAMILY, PLACE, KEPT, WORD = "g", "f", "p", "k", "w"


class Entry(NamedTuple):
    """A word: `rank` 0 (never seen) to 7 (everyday), `capital` n-ever to a-lways, word kinds, clusters, lists it is on."""

    rank: str = "0"
    capital: str = "?"
    kinds: str = ""
    cluster: str = ""
    capital_cluster: str = ""
    lists: str = ""


UNKNOWN = Entry()


class Lexicon:
    """Looks words up, without regard to capitals and accents."""

    def __init__(self, lines: dict[str, str]) -> None:
        """Keep the entries as text until they are asked for; keys are as `plain` gives them."""
        self._lines = lines
        self._look_up = functools.lru_cache(maxsize=20_000)(self.uncached)

    def __getitem__(self, word: str) -> Entry:
        """The entry of a word, or `UNKNOWN`."""
        return self._look_up(word)

    def uncached(self, word: str) -> Entry:
        """The same, without remembering the answer."""
        key = plain(word)
        line = self._lines.get(key)
        if (
            line is None and 0 < key.strip("-").count("-") < 4
        ):  # "Self-Determination", "Asiedu-Mensah": as its rarest part
            return min((self.uncached(part) for part in key.strip("-").split("-")), key=lambda entry: entry.rank)
        return UNKNOWN if line is None else Entry(*line.split("\t"))

    def save(self, path: Path) -> None:
        """Write as tab-separated lines."""
        path.write_text("\n".join(f"{word}\t{line}" for word, line in sorted(self._lines.items())), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Read what `save` wrote."""
        pairs = (line.partition("\t") for line in path.read_text(encoding="utf-8").split("\n"))
        return cls({word: line for word, _, line in pairs})
