"""Training sentences: the hand-written carriers of `data/masking`, filled with names of many cultures, and clean ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.recognisers import word_lists
from bot.recognisers.lexicon import GIVEN, Lexicon
from bot.recognisers.name_maker import NameMaker, misspelt
from bot.recognisers.named_messages import carriers_from
from bot.recognisers.tokens import tokens_of

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: How often each carrier is filled.
_FILLINGS = {"people_in_reports.yml": 12, "people_in_notes.yml": 12, "places.yml": 25}
#: … and each message in which a name can stand.
_MESSAGE_FILLINGS = 2
_CLEAN, _CLEAN_TIMES = ("clean.yml", "clean_word_names.yml"), 8
#: English words that Faker's lists hold as names.
_NO_NAMES = frozenset("i my don".split())
_SLOT = re.compile(r"\{([A-Z]+)\}")
_TYPES = {
    "PERSON": "PERSON",
    "FAMILY": "PERSON",
    "INITIAL": "PERSON",
    "PLACE": "ORG_LOCATION",
    "VENUE": "ORG_LOCATION",
    "STREET": "ORG_LOCATION",
}


@dataclass
class Sentence:
    """A training text, what is a name in it, and whether its names are hidden from the word lists."""

    text: str
    names: list[tuple[int, int, str]] = field(default_factory=list)
    hidden: bool = False


def sentences(data: Path, words: Lexicon, chance: random.Random) -> Iterator[Sentence]:
    """All training sentences. `data` is the project's data folder."""
    maker = NameMaker(chance)
    for name, times in _FILLINGS.items():
        for carrier in _read(data / "masking" / "en" / name):
            for _ in range(times):
                yield _recased(_filled(carrier, maker, chance), chance)
    for text in (text for name in _CLEAN for text in _read(data / "masking" / "en" / name)):
        yield from (_recased(Sentence(_mistyped(text, chance)), chance) for _ in range(_CLEAN_TIMES))
    for text in _messages(data / "nlu", words):
        yield _recased(Sentence(_mistyped(text, chance)), chance)
        for carrier in (made for _ in range(_MESSAGE_FILLINGS) for made in carriers_from(text, chance)):
            yield _recased(_filled(carrier, maker, chance), chance)


def _read(path: Path) -> list[str]:
    return list(_loaded(path)["sentences"])


def _loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a safe loader)


def _messages(folder: Path, words: Lexicon) -> Iterator[str]:
    """The examples of the understanding, less those that seem to hold a name."""
    for path in sorted(folder.rglob("*.yml")):
        for block in _loaded(path).get("nlu") or []:
            for line in str(block.get("examples") or "").splitlines():
                text = line.strip().removeprefix("- ")
                if not _holds_name(text, words):
                    yield text


def _holds_name(text: str, words: Lexicon) -> bool:
    """Whether a word is on a list of given names and English knows it as a name or not at all."""
    known = word_lists.kept() | _NO_NAMES
    return any(
        GIVEN in words[token.text].lists
        and (words[token.text].capital == "a" or (words[token.text].rank == "0" and token.is_capital))
        and word_lists.plain(token.text) not in known
        for token in tokens_of(text)
        if token.is_word
    )


def _filled(carrier: str, maker: NameMaker, chance: random.Random) -> Sentence:
    text, names, at = "", [], 0
    small = chance.random() < 0.12  # names alone without their capital
    for slot in _SLOT.finditer(carrier):
        text += carrier[at : slot.start()]
        name = maker.make(slot[1])
        name = name.lower() if small else name
        names.append((len(text), len(text) + len(name), _TYPES[slot[1]]))
        text, at = text + name, slot.end()
    return Sentence(text + carrier[at:], names, hidden=chance.random() < 0.4)


def _recased(sentence: Sentence, chance: random.Random) -> Sentence:
    """Some people write without capitals, a few only with them. Lengths stay, so that positions do."""
    draw = chance.random()
    changed = sentence.text
    if draw < 0.25:
        changed = "".join(char.lower() if len(char.lower()) == 1 else char for char in changed)
    elif draw < 0.31:
        changed = "".join(char.upper() if len(char.upper()) == 1 else char for char in changed)
    elif draw < 0.33:
        changed = re.sub(r"\b[a-z]", lambda match: match[0].upper(), changed)
    elif draw < 0.45 and changed:
        changed = changed[0].upper() + changed[1:]
    return Sentence(changed, sentence.names, sentence.hidden)


def _mistyped(text: str, chance: random.Random) -> str:
    """One text in three with typing errors, so that a word with an error is not taken for a name."""
    if chance.random() > 0.35:
        return text
    words = text.split(" ")
    for _ in range(1 + len(words) // 8):
        at = chance.randrange(len(words))
        words[at] = misspelt(words[at], chance)
    return " ".join(words)
