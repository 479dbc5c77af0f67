"""What our trained recognisers have in common: made, loaded and saved in the same way."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import persistence, progress
from bot.nlu.features import NgramFeaturizer, SentenceEncoder


class Recogniser(GraphComponent):
    """A trained component that reads the features of a message and adds what it recognises.

    `subject` is what a training calls it. A subclass gives `learn` (examples → state, a dict of arrays and lists),
    `use` (state → ready) and `recognise`.
    """

    subject = ""

    @classmethod
    def required_components(cls) -> List[Type]:
        """See parent class for full docstring."""
        return [SentenceEncoder, NgramFeaturizer]

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        """Keep the configuration; the recogniser is ready after `train` or `load`."""
        self.config, self._storage, self._resource = config, storage, resource
        self.ready = False

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Recogniser:
        """See parent class for full docstring."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Recogniser:
        """See parent class for full docstring."""
        component = cls(config, model_storage, resource)
        component._take(persistence.load(model_storage, resource))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep the result in the model."""
        progress.step(f"learning {self.subject}")
        state = self.learn(training_data)
        persistence.save(self._storage, self._resource, state)
        self._take(state)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what is recognised to each message that has text and features."""
        for message in messages:
            if self.ready and message.get(TEXT) and message.features:
                self.recognise(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data need no recognition."""
        return training_data

    def _take(self, state: Optional[Dict[Text, Any]]) -> None:
        if state:
            self.use(state)
            self.ready = True

    @abstractmethod
    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """Learn from the examples; give back a state to be kept, empty when there is nothing to learn."""

    @abstractmethod
    def use(self, state: Dict[Text, Any]) -> None:
        """Make ready from a state."""

    @abstractmethod
    def recognise(self, message: Message) -> None:
        """Add to one message what is recognised in it."""
