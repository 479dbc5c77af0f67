"""What is known of single words: how common, how often with a capital, which kinds of word, and whether a name.

Built at training from spacy-lookups-data (word frequencies and clusters of English web text, WordNet's word lists), the
lists in `names/` and Faker's locales; kept as one tab-separated file.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.recognisers.word_lists import plain

GIVEN, FAMILY, PLACE, KEPT, WORD = "g", "f", "p", "k", "w"
#: Words of a rank above this one count as common.
_COMMON = 4


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
    """Looks words up, without regard to capitals and accents.

    It holds its lines as they are on disk and finds a word by halving: 165,000 words in 4 MB. A dictionary takes 40.
    """

    def __init__(self, lines: bytes) -> None:
        """Take sorted lines `word, tab, fields of the entry`; words are as `plain` gives them."""
        self._lines = lines
        ends = np.flatnonzero(np.frombuffer(lines, dtype=np.uint8) == ord("\n"))
        self._starts = np.concatenate([[0], ends + 1, [len(lines) + 1]]).astype(np.int32)
        self._common = frozenset(self._common_words())
        self._look_up = functools.lru_cache(maxsize=20_000)(self._uncached)

    @classmethod
    def of(cls, entries: dict[str, Entry]) -> Lexicon:
        """Make one out of entries."""
        return cls(b"\n".join(sorted("\t".join((word, *entry)).encode() for word, entry in entries.items())))

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Read what `save` wrote."""
        return cls(path.read_bytes())

    def save(self, path: Path) -> None:
        """Write as tab-separated lines."""
        path.write_bytes(self._lines)

    def __getitem__(self, word: str) -> Entry:
        """The entry of a word, or `UNKNOWN`."""
        return self._look_up(word)

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the five thousand that everybody uses."""
        return word in self._common

    def _uncached(self, word: str) -> Entry:
        key = plain(word)
        found = self._find(key.encode("utf-8", "replace"))
        if found is None and 0 < key.strip("-").count("-") < 4:
            # "Self-Determination", "Asiedu-Mensah": as its rarest part
            return min((self._uncached(part) for part in key.strip("-").split("-")), key=lambda entry: entry.rank)
        return found or UNKNOWN

    def _find(self, key: bytes) -> Entry | None:
        low, high, wanted = 0, len(self._starts) - 1, key + b"\t"
        while low < high:
            middle = (low + high) // 2
            line = self._line(middle)
            if line.startswith(wanted):
                return Entry(*line.decode().split("\t")[1:])
            if line < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def _line(self, number: int) -> bytes:
        return self._lines[self._starts[number] : self._starts[number + 1] - 1]

    def _common_words(self) -> Iterator[str]:
        for line in self._lines.split(b"\n"):
            word, _, rest = line.partition(b"\t")
            if rest[:1].isdigit() and int(rest[:1]) > _COMMON:
                yield word.decode()
