"""Gives Rasa its examples: those that stand in the content files, and those of `data/nlu`.

A practitioner who adds a reaction, a checklist or an urgent situation with its `asked_like:` lines adds its examples
with it; nothing is registered twice.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Iterator, Optional, Text

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.nlu.example_files import Example, read_examples
from bot.recognisers.placeholders import read_as
from bot.settings import PROJECT
from knowledge.kinds import Checklist, Item, Principle, Reaction, Situation, Topic, Variant
from knowledge.reading import Library, content_hash, read_library

_TOPIC_INTENTS = {
    "retrafficking": "ask_retrafficking_risk",
    "evidence": "ask_evidence",
    "staff": "staff_wellbeing",
}


class ExampleImporter(RasaFileImporter):
    """Domain, rules and stories as Rasa reads them; examples from the content and, quickly, from `data/nlu`.

    Rasa's own reader takes sixteen seconds for fifteen thousand examples, and Rasa asks for them three times.
    """

    @cached_method
    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """All examples, each text with its labels. Raises ExampleFileError."""
        examples = [message for path in sorted(self._nlu_files) for message in read_examples(Path(path))]
        return TrainingData(training_examples=[*examples, *content_examples(read_library())])

    @cached_method
    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """None: the configuration is used as it stands."""
        return None

    def fingerprint(self) -> Text:
        """Changes when a file changes; Rasa's default is random, and would train at every start."""
        digest = hashlib.sha256(content_hash().encode())
        domain = Path(self._domain_path) if self._domain_path else None
        domain_files = sorted(domain.rglob("*.yml")) if domain and domain.is_dir() else [domain] if domain else []
        config = [Path(self.config_file)] if self.config_file else []
        for path in [*config, *domain_files, *map(Path, sorted([*self._nlu_files, *self._story_files]))]:
            digest.update(path.read_bytes() if path.is_file() else b"")
        return digest.hexdigest()


def every_text() -> list[str]:
    """The text of every example, as the encoder reads it."""
    files = sorted((PROJECT / "data" / "nlu").rglob("*.yml"))
    examples = [example for path in files for example in read_examples(path)]
    return [read_as(example.get(TEXT)) for example in [*examples, *content_examples(read_library())]]


def content_examples(library: Library) -> Iterator[Example]:
    """The examples of each content file, labelled as the files in `data/nlu` are."""
    for item in library.every_item():
        yield from _examples_of(item)


def _examples_of(item: Item) -> Iterator[Example]:
    if isinstance(item, Reaction):
        yield from _build(item.asked_like, "describe_behaviour", reactions=[item.id])
        for line in item.manifestations:
            yield from _build((line.text,), "describe_behaviour", reactions=[item.id], manifestation=line.id)
    elif isinstance(item, Situation):
        yield from _build(item.asked_like, "describe_behaviour", situations=[item.part_of or item.id])
        yield from _build(item.look_alikes, "describe_behaviour", situations=[])
    elif isinstance(item, Principle):
        yield from _build((*item.asked_like, f"what is {item.title}"), "ask_principle", topic=item.id)
    elif isinstance(item, Checklist):
        yield from _build((*item.asked_like, f"checklist {item.title}"), "ask_checklist", topic=item.id)
    elif isinstance(item, Variant):
        yield from _build(item.asked_like, "give_circumstance", topic=item.id, situations=[])
    elif isinstance(item, Topic) and item.group in _TOPIC_INTENTS:
        yield from _build(item.asked_like, _TOPIC_INTENTS[item.group], topic=item.id)


def _build(texts: tuple[str, ...], intent: str, **labels: Any) -> Iterator[Example]:
    for text in texts:
        yield Example.build(text=text, intent=intent, example_metadata=labels)
