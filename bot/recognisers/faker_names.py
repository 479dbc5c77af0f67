"""Names out of Faker's locales, in Latin letters. Only training reads them."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterable

import faker.providers.address
import faker.providers.person

_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ",
        "a b v h g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch _ yu ya yo y e _".replace("_", "").split(
            " "
        ),
    )
)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’\-]{1,20}")
#: Faker lists of these hold far more names than others; a sample is enough.
_MOST = 400


def names() -> tuple[list[str], list[str]]:
    """Given and family names of all locales written in Latin or Cyrillic letters."""
    given: list[str] = []
    family: list[str] = []
    for provider in _providers(faker.providers.person):
        for attribute in dir(provider):
            entries = getattr(provider, attribute)
            if attribute.startswith("first_") and "name" in attribute:
                given += _sample(attribute, entries)
            elif attribute.startswith("last_") and "name" in attribute:
                family += _sample(attribute, entries)
    return sorted(set(given)), sorted(set(family))


def towns() -> list[str]:
    """Towns of all locales written in Latin letters."""
    found: list[str] = []
    for provider in _providers(faker.providers.address):
        for attribute in ("cities", "city_names", "towns", "municipalities", "districts"):
            entries = getattr(provider, attribute, ())
            found += [
                str(one) for one in entries if isinstance(one, str) and re.fullmatch(r"[A-ZÀ-ɏ][\w'’ \-]{2,24}", one)
            ]
    return sorted(set(found))


def _providers(package: object) -> Iterable[type]:
    for found in pkgutil.iter_modules(package.__path__):  # type: ignore[attr-defined]
        if found.ispkg:
            yield importlib.import_module(f"{package.__name__}.{found.name}").Provider  # type: ignore[attr-defined]


def _sample(attribute: str, entries: object) -> list[str]:
    if callable(entries) or not isinstance(entries, (list, tuple, dict)):
        return []
    words = [_latin(one) for entry in entries if isinstance(entry, str) for one in entry.split()[:2]]
    words = sorted({word for word in words if word and _LATIN_WORD.fullmatch(word)})
    return random.Random(attribute).sample(words, min(_MOST, len(words)))  # noqa: S311


def _latin(word: str) -> str:
    if not re.search(r"[\u0400-\u04ff]", word):
        return word
    return "".join(_CYRILLIC.get(char, "") for char in word.casefold()).capitalize()
