"""Recognises what the person wants: the intent."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import vote
from bot.nlu.component import Recogniser
from bot.nlu.labels import examples, sampled


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(Recogniser):
    """Sets the intent and its ranking. Confidences add up to one over all intents."""

    subject = "requests"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {
            "most_examples": 3500,  # of one intent; of every other there are far fewer
            "ranking_length": 5,
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        by_intent: Dict[Text, List[Message]] = {}
        for message in examples(training_data):
            by_intent.setdefault(message.get(INTENT), []).append(message)
        if len(by_intent) < 2:
            return {}
        names = sorted(by_intent)
        messages = [m for name in names for m in sampled(by_intent[name], self.config["most_examples"])]
        targets = np.array([[message.get(INTENT) == name for name in names] for message in messages])
        return vote.fit(vote.features_of(messages), targets, names).state()

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = vote.Vote.from_state(state)

    def recognise(self, message: Message) -> None:
        """Set `intent` and `intent_ranking`."""
        scores = self._vote.probabilities(vote.features_of([message]))[0]
        shares = scores / max(float(scores.sum()), 1e-9)
        order = np.argsort(-shares)[: self.config["ranking_length"]]
        ranking = [
            {INTENT_NAME_KEY: self._vote.labels[index], PREDICTED_CONFIDENCE_KEY: float(shares[index])}
            for index in order
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
