"""Recognises which principle, checklist or subject a question is about."""

from __future__ import annotations

from typing import Any, Dict, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import labels, vote
from bot.nlu.component import Recogniser

_JOINT = "/"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TopicRecogniser(Recogniser):
    """Adds `topic`, the id asked about, or None when the intent takes no topic or none is likely enough.

    An intent takes the topics its examples were labelled with; the same id may belong to two intents.
    """

    subject = "topics"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {"threshold": 0.03, "clearly_better": 0.2, "landmarks": 4000}  # each subject has few examples

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        messages, topics = labels.labelled(training_data, labels.TOPIC)
        joint = [message.get(INTENT) + _JOINT + topic for message, topic in zip(messages, topics)]
        names = sorted(set(joint))
        if len(names) < 2:
            return {}
        targets = np.array([[one == name for name in names] for one in joint])
        return vote.fit(vote.features_of(messages), targets, names, landmarks=self.config["landmarks"]).state()

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = vote.Vote.from_state(state)
        pairs = [name.split(_JOINT, 1) for name in self._vote.labels]
        self._topics = [topic for _, topic in pairs]
        self._columns: Dict[Text, Any] = {}
        for index, (intent, _) in enumerate(pairs):
            self._columns.setdefault(intent, []).append(index)

    def recognise(self, message: Message) -> None:
        """Add `topic` for the intent the person was found to have."""
        asked = message.get("asked_intent") or message.get(INTENT) or {}
        columns = self._columns.get(asked.get(INTENT_NAME_KEY), [])
        topic = None
        if columns:
            scores = self._vote.probabilities(vote.features_of([message]))[0]
            best = columns[int(scores[columns].argmax())]
            overall = int(scores.argmax())
            if scores[overall] >= scores[best] + self.config["clearly_better"]:
                best = overall  # the request was taken for a neighbouring one; what it is about is clear
            topic = self._topics[best] if scores[best] >= self.config["threshold"] else None
        message.set("topic", topic, add_to_output=True)
