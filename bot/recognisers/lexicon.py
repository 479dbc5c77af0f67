"""What is known of single words: how common, how often with a capital, which kinds of word, and whether a name.

Built at training from spacy-lookups-data (word frequencies and clusters of English web text, WordNet's word lists), the
lists in `names/` and Faker's locales; kept as one tab-separated file.
"""

from __future__ import annotations

import functools
import gzip
import json
from pathlib import Path
from typing import Any, NamedTuple

from bot.recognisers import word_lists
from bot.recognisers.word_lists import plain

#: Words rarer than this (natural logarithm of the share) are not told apart from words never seen.
_RAREST = -17.5
GIVEN, FAMILY, PLACE, KEPT = "g", "f", "p", "k"


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
        if line is None and 0 < key.strip("-").count("-") < 4:  # "Self-Determination", "Asiedu-Mensah": as its rarest part
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


def build() -> Lexicon:
    """Put all sources together. Takes about five seconds."""
    from bot.recognisers import faker_names

    given, family = faker_names.names()
    lists: dict[str, set[str]] = {GIVEN: set(), FAMILY: set(), PLACE: set(), KEPT: set(word_lists.kept())}
    for culture_given, culture_family in word_lists.cultures().values():
        lists[GIVEN].update(map(plain, culture_given))
        lists[FAMILY].update(map(plain, culture_family))
    lists[GIVEN].update({plain(name) for name in given} - lists[KEPT])  # a country is a name only where our lists say so
    lists[FAMILY].update(map(plain, family))
    lists[PLACE].update(plain(word) for town in word_lists.places() for word in town.split())
    lists[PLACE].update(plain(town) for town in faker_names.towns() if " " not in town)
    english = _english()
    words = {word for one in lists.values() for word in one if " " not in word} | english.keys()
    return Lexicon(
        {
            word: "\t".join(Entry(**english.get(word, {}), lists="".join(key for key in lists if word in lists[key])))
            for word in words
        }
    )


def _english() -> dict[str, dict[str, Any]]:
    """How English web text uses each word that is not too rare."""
    shares, clusters = _table("en_lexeme_prob"), _table("en_lexeme_cluster")
    kinds, lemmas = {kind: set(one) for kind, one in _table("en_lemma_index").items()}, _table("en_lemma_lookup")
    exceptions = {kind: set(one) for kind, one in _table("en_lemma_exc").items()}
    found = {}
    for word, share in shares.items():
        small, large = shares.get(word.lower(), -20.5), shares.get(word.capitalize(), -20.5)
        # A few words have the share of another spelling by mistake of the table; the larger one counts.
        if (
            max(share, small, large) < _RAREST
            or not word.isascii()
            or not word.replace("'", "").replace("-", "").isalpha()
        ):
            continue
        low = word.lower()
        lemma = lemmas.get(low, low)
        found[low] = {
            "rank": str(max(0, min(7, int((small + 20.5) / 1.75)))),
            "capital": "nlma"[sum(large - small > edge for edge in (-1.5, 0.0, 1.0))],
            "kinds": "".join(
                kind[0] if kind != "adv" else "r"
                for kind, one in kinds.items()
                if lemma in one or low in one or low in exceptions.get(kind, ())
            ),
            "cluster": str(clusters.get(low, 0)),
            "capital_cluster": str(clusters.get(low.capitalize(), 0)),
        }
    return found


def _table(name: str) -> dict[str, Any]:
    import spacy_lookups_data

    path = Path(spacy_lookups_data.__file__).parent / "data" / f"{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return dict(json.load(file))
