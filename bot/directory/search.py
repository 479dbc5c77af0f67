"""Finds services for a question in a person's own words, as “who can see a man for counselling?”.

Pure: it knows the services it is given and no database. It never leaves out a service only because nobody looked at it
for long; it puts it last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.directory.entry import Entry, Service
from bot.directory.words import asked

_WORD = re.compile(r"[^\W_]{3,}")
#: Words of a question that name no service.
_SMALL = frozenset(
    """and any anybody anyone are can come does for from get give good has have help here him her how know list look
    looking near need needs open our out place please see seeing send service services she show someone somebody speak
    speaks speaking talk that the their them there they this to today tomorrow want wants what when where which who whom
    with would you your one now contact number phone referral refer directory us take takes""".split()
)


@dataclass(frozen=True)
class Wish:
    """What is looked for. `languages` are those of the directory that the question names."""

    help: tuple[str, ...] = ()
    for_whom: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for in particular."""
        return not (self.help or self.for_whom or self.languages or self.words)


@dataclass(frozen=True)
class Match:
    """A service that may be right. `speaks` is False when it has none of the languages that were asked for."""

    service: Service
    speaks: bool = True


def wish_of(question: str, services: Iterable[Service]) -> Wish:
    """What a question asks for."""
    text = question.casefold()
    known = sorted({language.casefold() for one in services for language in one.entry.languages})
    languages = tuple(one for one in known if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text))
    rest, found = text, {}
    for group in ("help", "for_whom"):
        found[group] = tuple(name for name, pattern in asked(group).items() if pattern.search(text))
        for pattern in asked(group).values():
            rest = pattern.sub(" ", rest)
    if "language_classes" in found["help"]:
        languages = ()  # “English classes” asks for a class, whatever is spoken there
    words = (word for word in _WORD.findall(rest) if word not in _SMALL and word not in languages)
    return Wish(found["help"], found["for_whom"], languages, tuple(dict.fromkeys(words)))


def found(services: Sequence[Service], wish: Wish) -> list[Match]:
    """The services that fit, best first: right help and right people first, made sure of lately before long ago."""
    if wish.is_empty:
        return [Match(one) for one in sorted(services, key=_by_name)]
    fits = [one for one in services if _helps(one.entry, wish) and _is_for(one.entry, wish)]
    return sorted((Match(one, _speaks(one.entry, wish)) for one in fits), key=lambda match: _rank(match, wish))


def _helps(entry: Entry, wish: Wish) -> bool:
    if wish.help:
        return bool(set(wish.help) & set(entry.help))
    # Without a kind of help the question may name the service, or only say whom it is for.
    return not wish.words or bool(_named(entry, wish)) or bool(wish.for_whom or wish.languages)


def _is_for(entry: Entry, wish: Wish) -> bool:
    return not entry.for_whom or not wish.for_whom or bool(set(wish.for_whom) & set(entry.for_whom))


def _speaks(entry: Entry, wish: Wish) -> bool:
    spoken = {one.casefold() for one in entry.languages}
    return not wish.languages or bool(spoken & set(wish.languages))


def _named(entry: Entry, wish: Wish) -> int:
    said = f"{entry.name} {entry.note}".casefold()
    return sum(word in said for word in wish.words)


def _rank(match: Match, wish: Wish) -> tuple[object, ...]:
    entry = match.service.entry
    helps = len(set(wish.help) & set(entry.help))
    meant = len(set(wish.for_whom) & set(entry.for_whom))  # said to be for them, not only for everybody
    return (-helps, not match.speaks, -meant, -_named(entry, wish), match.service.is_stale, _by_name(match.service))


def _by_name(service: Service) -> str:
    return service.entry.name.casefold()
