"""Builds the lexicon from its sources: English web text, WordNet's word lists, our lists of names, Faker's locales.

Only training does this.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from bot.recognisers import faker_names, word_lists
from bot.recognisers.lexicon import FAMILY, GIVEN, KEPT, PLACE, WORD, Entry, Lexicon
from bot.recognisers.word_lists import plain

#: Words rarer than this (natural logarithm of the share) are not told apart from words never seen.
_RAREST = -17.5


def build() -> Lexicon:
    """Put all sources together. Takes about five seconds."""
    given, family = faker_names.names()
    lists: dict[str, set[str]] = {GIVEN: set(), FAMILY: set(), PLACE: set(), KEPT: set(word_lists.kept())}
    for culture_given, culture_family in word_lists.cultures().values():
        lists[GIVEN].update(map(plain, culture_given))
        lists[FAMILY].update(map(plain, culture_family))
    lists[WORD] = {plain(name) for name in word_lists.cultures()["words"][0]}
    lists[GIVEN].update(
        {plain(name) for name in given} - lists[KEPT]
    )  # a country is a name only where our lists say so
    lists[FAMILY].update(map(plain, family))
    lists[PLACE].update(plain(word) for town in word_lists.places() for word in town.split())
    lists[PLACE].update(plain(town) for town in faker_names.towns() if " " not in town)
    english = _english()
    words = {word for one in lists.values() for word in one if " " not in word} | english.keys()
    return Lexicon.of(
        {
            word: Entry(**english.get(word, {}), lists="".join(key for key in lists if word in lists[key]))
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
