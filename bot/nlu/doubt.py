"""Says so when the request was not understood, instead of guessing."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.situations import URGENT_INTENT

NOT_UNDERSTOOD = "nlu_fallback"
DESCRIPTION = "describe_behaviour"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent):
    """Makes the intent `nlu_fallback` when it is less sure than `threshold`, unless a reaction was recognised."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"threshold": 0.4, "reaction_threshold": 0.6}

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Keep the configuration."""
        self._config = config

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Doubt:
        """See parent class for full docstring."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Replace an unsure intent."""
        for message in messages:
            intent = message.get(INTENT) or {}
            unsure = (intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) < self._config["threshold"]
            if not intent or intent.get(INTENT_NAME_KEY) == URGENT_INTENT or not unsure:
                continue
            reactions = message.get("reactions") or []
            described = any(one["confidence"] >= self._config["reaction_threshold"] for one in reactions)
            name = DESCRIPTION if described else NOT_UNDERSTOOD
            message.set(INTENT, {**intent, INTENT_NAME_KEY: name}, add_to_output=True)
        return messages
