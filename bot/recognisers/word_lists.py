"""The lists of names, places and words that stay, read from `names/`.

Names are kept without capitals, in the spelling of the list and without its accents ("Ștefan" and "stefan").
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import yaml

NAMES = Path(__file__).parent / "names"
_NOT_CULTURES = ("kept.yml", "places.yml")


def plain(word: str) -> str:
    """A word in small letters and without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize(
        "NFKD", word.casefold().replace("đ", "d").replace("ł", "l").replace("ø", "o").replace("ı", "i")
    )
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("’", "'")


@functools.lru_cache(maxsize=1)
def cultures() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Given and family names by culture, as written."""
    found = {}
    for path in sorted(NAMES.glob("*.yml")):
        if path.name not in _NOT_CULTURES:
            for culture, lists in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                found[culture] = (tuple(lists["given"].split()), tuple(lists["family"].split()))
    return found


@functools.lru_cache(maxsize=1)
def places() -> tuple[str, ...]:
    """Towns, villages and districts, as written."""
    lists = yaml.safe_load((NAMES / "places.yml").read_text(encoding="utf-8"))
    return tuple(entry.strip() for text in lists.values() for entry in text.split(",") if entry.strip())


@functools.lru_cache(maxsize=1)
def kept() -> frozenset[str]:
    """What stays though written with a capital: countries, peoples, bodies, feasts, medicines; without capitals."""
    lists = yaml.safe_load((NAMES / "kept.yml").read_text(encoding="utf-8"))
    return frozenset(plain(entry.strip()) for text in lists.values() for entry in text.split(",") if entry.strip())


def is_kept(word: str) -> bool:
    """Whether a word stays, alone or as a plural ("Ugandans", "Mondays")."""
    small = plain(word)
    return small in kept() or (small.endswith("s") and small[:-1] in kept())


@functools.lru_cache(maxsize=1)
def kept_phrases() -> re.Pattern[str]:
    """Finds what stays and has more than one word ("New Year", "Save the Children")."""
    phrases = sorted((entry for entry in kept() if re.search(r"[ '\-]", entry)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one).replace("\\ ", r"\s+") for one in phrases) + r")(?!\w)")


@functools.lru_cache(maxsize=1)
def safety_words() -> frozenset[str]:
    """Words that tell of danger and are never masked."""
    lines = (NAMES / "safety.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
