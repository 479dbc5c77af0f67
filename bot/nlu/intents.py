"""Recognises what the person wants: the intent."""

from __future__ import annotations

from typing import Any, Dict, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import linear
from bot.nlu.component import Recogniser
from bot.nlu.labels import examples


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(Recogniser):
    """Sets the intent and its ranking. Confidences add up to one over all intents."""

    subject = "requests"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"dense_strength": 10.0, "sparse_strength": 4.0, "balance": 0.35, "ranking_length": 5}

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        messages = examples(training_data)
        names = sorted({message.get(INTENT) for message in messages})
        if len(names) < 2:
            return {}
        targets = np.array([[message.get(INTENT) == name for name in names] for message in messages])
        vote = linear.fit(
            linear.features_of(messages),
            targets,
            names,
            dense=self.config["dense_strength"],
            sparse=self.config["sparse_strength"],
            balance=self.config["balance"],
        )
        return vote.state()

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = linear.LinearVote.from_state(state)

    def recognise(self, message: Message) -> None:
        """Set `intent` and `intent_ranking`."""
        scores = self._vote.probabilities(linear.features_of([message]))[0]
        shares = scores / max(float(scores.sum()), 1e-9)
        order = np.argsort(-shares)[: self.config["ranking_length"]]
        ranking = [
            {INTENT_NAME_KEY: self._vote.labels[index], PREDICTED_CONFIDENCE_KEY: float(shares[index])} for index in order
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
