"""Gives Rasa the example sentences that stand in the content files.

A practitioner who adds a reaction, a checklist or an urgent situation with its `asked_like:` lines adds its examples
with it; nothing is registered twice.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Text, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.kinds import Checklist, Item, Principle, Reaction, Situation, Topic, Variant
from knowledge.reading import Library, content_hash, read_library

_TOPIC_INTENTS = {
    "retrafficking": "ask_retrafficking_risk",
    "evidence": "ask_evidence",
    "staff": "staff_wellbeing",
}


class ContentImporter(TrainingDataImporter):
    """Training examples from `knowledge/content`. It brings no domain, stories or configuration."""

    def __init__(
        self,
        config_file: Optional[Text] = None,
        domain_path: Optional[Text] = None,
        training_data_paths: Optional[Union[List[Text], Text]] = None,
        **kwargs: Any,
    ) -> None:
        """Take and ignore the paths Rasa gives every importer."""

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """All examples of all content files."""
        return TrainingData(training_examples=list(content_examples(read_library())))

    def get_domain(self) -> Domain:
        """None of its own."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """None of its own."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """None of its own."""
        return StoryGraph([])

    def get_config(self) -> Dict[Text, Any]:
        """None of its own."""
        return {}

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """None of its own."""
        return None

    def fingerprint(self) -> Text:
        """Changes when a content file changes; Rasa's default is random, and would train at every start."""
        return content_hash()


def content_examples(library: Library) -> Iterator[Message]:
    """The examples of each content file, labelled as the files in `data/nlu` are."""
    for item in library.every_item():
        yield from _examples_of(item)


def _examples_of(item: Item) -> Iterator[Message]:
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
        yield from _build(item.asked_like, "give_circumstance", topic=item.id)
    elif isinstance(item, Topic) and item.group in _TOPIC_INTENTS:
        yield from _build(item.asked_like, _TOPIC_INTENTS[item.group], topic=item.id)


def _build(texts: tuple[str, ...], intent: str, **labels: Any) -> Iterator[Message]:
    for text in texts:
        yield Message.build(text=text, intent=intent, example_metadata=labels)
