"""Recognises urgent situations. It sees every message, whatever else is going on, and is tuned to miss little."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import labels, linear
from bot.nlu.clauses import CLAUSES, END, START
from bot.nlu.component import Recogniser

#: The intent an urgent message gets, so that no rule of another mode can come first. What else the message
#: asked for stays readable as `asked_intent`.
URGENT_INTENT = "report_urgent"
_ANY = "any_situation"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SituationRecogniser(Recogniser):
    """Adds `situations` (best first, with cues) and `urgent`, and makes an urgent message's intent `report_urgent`.

    The message is urgent when "any situation" reaches `threshold` for the whole message or for one of its clauses.
    """

    subject = "urgent situations"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {
            "dense_strength": 10.0,
            "sparse_strength": 4.0,
            "balance": 0.5,
            "threshold": 0.5,
            "clause_threshold": 0.75,
            "second_share": 0.6,  # another situation is named from this share of the first one's probability
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`. Every example that names no situation counts as not urgent."""
        messages = labels.examples(training_data)
        named = [labels.label(message, labels.SITUATIONS) or [] for message in messages]
        names = sorted({name for one in named for name in one})
        if not names:
            return {}
        targets = np.array([[name in one for name in names] + [bool(one)] for one in named])
        vote = linear.fit(
            linear.features_of(messages),
            targets,
            [*names, _ANY],
            dense=self.config["dense_strength"],
            sparse=self.config["sparse_strength"],
            balance=self.config["balance"],
        )
        return vote.state()

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = linear.LinearVote.from_state(state)
        self._names = self._vote.labels[:-1]

    def recognise(self, message: Message) -> None:
        """Add `situations` and `urgent`."""
        parts = [message, *message.get(CLAUSES, [])]
        probabilities = self._vote.probabilities(linear.features_of(parts))
        urgent = bool(
            probabilities[0, -1] >= self.config["threshold"]
            or (probabilities[1:, -1] >= self.config["clause_threshold"]).any()
        )
        message.set("urgent", urgent, add_to_output=True)
        message.set("situations", self._named(parts, probabilities) if urgent else [], add_to_output=True)
        message.set("asked_intent", dict(message.get(INTENT) or {}), add_to_output=True)
        if urgent:
            confidence = float(probabilities[:, -1].max())
            message.set(INTENT, {INTENT_NAME_KEY: URGENT_INTENT, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)

    def _named(self, parts: List[Message], probabilities: Any) -> List[Dict[Text, Any]]:
        best = probabilities[:, :-1].max(axis=0)
        order = [index for index in np.argsort(-best) if best[index] >= self.config["second_share"] * best.max()]
        return [
            {
                "id": self._names[index],
                "confidence": float(best[index]),
                "cues": [_cue(parts, int(probabilities[:, index].argmax()))],
            }
            for index in order[:3]
        ]


def _cue(parts: List[Message], index: int) -> Dict[Text, Any]:
    part = parts[index] if index or len(parts) == 1 else parts[0]
    text = part.get(TEXT)
    return {"start": part.get(START, 0), "end": part.get(END, len(text)), "text": text}
