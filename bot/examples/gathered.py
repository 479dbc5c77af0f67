"""Every example the assistant learns from, with the file it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "nlu"
#: What is given as the file of the examples that stand in the content.
CONTENT = "knowledge/content"

_NOT_A_WORD = re.compile(r"[^\w']+")


@dataclass(frozen=True)
class Example:
    """One text and what it is an example of. A label that is None is not spoken of; an empty one is a label too."""

    text: str
    file: str
    intent: str
    reactions: tuple[str, ...] | None = None
    situations: tuple[str, ...] | None = None
    topic: str | None = None
    moves: tuple[str, ...] | None = None  # of a reply written for practice

    @property
    def labels(self) -> dict[str, object]:
        """The labels that are spoken of, by name. Which reaction comes first is one of them."""
        named = {"reactions": self.reactions, "situations": self.situations, "topic": self.topic, "moves": self.moves}
        return {"intent": self.intent, **{name: value for name, value in named.items() if value is not None}}

    @property
    def label(self) -> str:
        """Its one label in a few words, for a table."""
        if self.moves is not None:
            return self.moves[0] if self.moves else "no move"
        if self.situations is not None:
            return self.situations[0] if self.situations else "look-alike"
        if self.reactions is not None:
            return self.reactions[0] if self.reactions else "none of the eight"
        return self.topic or self.intent


def gathered(folder: Path = FOLDER) -> list[Example]:
    """The examples of all files of a folder, then those of the content. Raises ExampleFileError and ContentError."""
    from bot.engine.engine import quiet_rasa

    quiet_rasa()
    from bot.nlu import labels
    from bot.nlu.example_files import read_examples
    from bot.nlu.importer import content_examples
    from knowledge.reading import read_library

    def made(messages: Iterable[object], file: str) -> Iterable[Example]:
        for one in messages:
            listed = (labels.REACTIONS, labels.SITUATIONS, labels.MOVES)
            given = {name: labels.label(one, name) for name in listed}
            lists = {name: None if value is None else tuple(value) for name, value in given.items()}
            yield Example(one.get("text"), file, one.get("intent"), topic=labels.label(one, labels.TOPIC), **lists)

    paths = sorted(folder.rglob("*.yml"))
    found = [one for path in paths for one in made(read_examples(path), path.relative_to(folder).as_posix())]
    return [*found, *made(content_examples(read_library()), CONTENT)]


def words(text: str) -> list[str]:
    """The words of a text in small letters, curly apostrophes as straight ones."""
    return _NOT_A_WORD.sub(" ", text.replace("’", "'").replace("‘", "'").casefold()).split()


def bare(text: str) -> str:
    """The text by its words alone: two texts with the same are the same to a reader."""
    return " ".join(words(text))
