"""Splits each message into clauses, so that a recogniser can say which words led it there.

The clauses travel on the message as small messages of their own; the featurisers treat them in the same batch.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import language

CLAUSES = "clauses"
START, END = "start", "end"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Puts the clauses of a message on it, with their positions. A message of one clause gets none."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"most_clauses": 60}  # of 2,000 characters; the end of a long note must be read too

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Keep the configuration."""
        self._most = config["most_clauses"]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        """See parent class for full docstring."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Split each message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            found = [clause for clause in language.clauses(text) if clause.text][: self._most]
            if len(found) > 1:
                parts = [Message({TEXT: clause.text, START: clause.start, END: clause.end}) for clause in found]
                message.set(CLAUSES, parts)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples are learnt whole."""
        return training_data


def with_clauses(messages: List[Message]) -> List[Message]:
    """The messages that have text and are no button, each followed by its clauses."""
    return [
        part
        for message in messages
        if message.get(TEXT) and not message.get(TEXT).startswith(INTENT_MESSAGE_PREFIX)
        for part in (message, *message.get(CLAUSES, []))
    ]


def cues(parts: List[Message], own: Any, share: float, most: int) -> List[Dict[Text, Any]]:
    """The clauses that speak most for something, in the order of the message; of a message of one clause all of it.

    `parts` are the message and its clauses, `own` the probability each clause has of its own. A clause counts from
    `share` of the best one's probability; there are at most `most`.
    """
    if len(parts) == 1:
        text = parts[0].get(TEXT).strip()
        start = parts[0].get(TEXT).index(text)
        return [{START: start, END: start + len(text), TEXT: text}]
    order = [index for index in np.argsort(-own) if own[index] >= share * own.max()]
    chosen = [parts[1 + index] for index in sorted(order[:most])]
    return [{START: part.get(START), END: part.get(END), TEXT: part.get(TEXT)} for part in chosen]
