"""Graph components that give every message its features: an embedding, and word and character n-grams."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Tuple

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.pipeline import FeatureUnion

from bot.nlu import ngrams, persistence, progress
from bot.nlu.adapter import PACKAGED, Adapter
from bot.nlu.clauses import with_clauses
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.encoder import Encoder, packaged_weights
from bot.nlu.labels import is_practice_reply
from bot.recognisers.placeholders import read_as

ComponentType = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register(ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds the sentence embedding as a dense feature of shape (1, 384)."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"weights": None, "cache": None, "adapted": True}  # folders; None: the packaged weights, no cache

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        """Load the encoder from the configured folder."""
        self._name = name
        folder = Path(config["weights"]) if config["weights"] else packaged_weights()
        self._encoder = Encoder(folder, Adapter(PACKAGED) if config["adapted"] else None)
        self._cache = EmbeddingCache(Path(config["cache"]) if config["cache"] else None)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """See parent class for full docstring."""
        return cls(config, execution_context.node_name)

    def encode(self, texts: List[Text]) -> np.ndarray:
        """Embeddings of shape (number of texts, 384)."""
        return self._encoder.encode(texts)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the embedding to each message that has text, and to its clauses."""
        self._add(with_clauses(messages), self._encoder.encode)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the embedding to every example, keeping those already computed for the next training."""
        progress.step("reading the examples")
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        self._add(examples, lambda texts: self._cache.encode(texts, self._encoder))
        return training_data

    def _add(self, messages: List[Message], encode: Any) -> None:
        if not messages:
            return
        vectors = encode([read_as(message.get(TEXT)) for message in messages])
        for message, vector in zip(messages, vectors):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._name))


@DefaultV1Recipe.register(ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(GraphComponent):
    """Adds words, word pairs and character pieces (TF-IDF) as one sparse feature; robust to misspelling."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"word_ngrams": [1, 2], "character_ngrams": [2, 5], "least_examples": 3}

    def __init__(
        self, config: Dict[Text, Any], name: Text, storage: ModelStorage, resource: Resource, union: Any = None
    ) -> None:
        """Keep the configuration; `union` is the fitted vectoriser when the model is loaded."""
        self._config, self._name, self._storage, self._resource = config, name, storage, resource
        self._union: Optional[FeatureUnion] = union

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """See parent class for full docstring."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """See parent class for full docstring."""
        state = persistence.load(model_storage, resource)
        return cls(config, execution_context.node_name, model_storage, resource, ngrams.rebuilt(config, state))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary."""
        progress.step("learning words")
        self._union = ngrams.vectorisers(self._config)
        texts = _texts(_to_the_assistant(training_data))
        matrix = scipy.sparse.csr_matrix(self._union.fit_transform(texts))
        persistence.save(self._storage, self._resource, ngrams.state(self._union))
        _counted[self._resource.name] = (texts, matrix)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the n-grams to each message that has text, and to its clauses."""
        with_text = with_clauses(messages)
        if with_text and self._union is not None:
            self._add(with_text, scipy.sparse.csr_matrix(self._union.transform(_texts(with_text))))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the n-grams to every example that they were learnt from; just after that they are counted already."""
        examples = _to_the_assistant(training_data)
        texts, matrix = _counted.pop(self._resource.name, (None, None))
        if texts is not None and texts == _texts(examples):
            self._add(examples, matrix)
        else:
            self.process(examples)
        return training_data

    def _add(self, messages: List[Message], matrix: scipy.sparse.csr_matrix) -> None:
        for row, message in enumerate(messages):
            message.add_features(Features(matrix[row], FEATURE_TYPE_SENTENCE, TEXT, self._name))


#: What a training counted, for the node of the same training that adds it to the examples: counting takes seconds.
_counted: Dict[Text, Tuple[List[Text], scipy.sparse.csr_matrix]] = {}


def _to_the_assistant(training_data: TrainingData) -> List[Message]:
    """The examples without the replies written for practice, whose words are counted in `bot/nlu/moves.py`."""
    return [one for one in training_data.training_examples if one.get(TEXT) and not is_practice_reply(one)]


def _texts(messages: List[Message]) -> List[Text]:
    return [read_as(message.get(TEXT)) for message in messages if message.get(TEXT)]
