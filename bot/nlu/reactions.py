"""Recognises which of the common reactions a description may show, in which words, and how sure that is."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import labels, linear
from bot.nlu.clauses import CLAUSES, END, START
from bot.nlu.component import Recogniser

_NONE = "none_of_the_eight"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ReactionRecogniser(Recogniser):
    """Adds `reactions` (asserted ones, best first, with cues) and `reaction_scores` (0 to 1 for each).

    A reaction is asserted when its probability reaches `threshold`, or, for the best one, `first_threshold`; nothing is
    asserted when "none of the eight" is likelier than every reaction. A cue is the clause that speaks most for it.
    """

    subject = "reactions"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {
            "dense_strength": 10.0,
            "sparse_strength": 4.0,
            "balance": 0.5,
            "first_threshold": 0.35,
            "threshold": 0.5,
            "cue_share": 0.6,  # a clause counts as a cue from this share of the best clause's probability
            "most_cues": 2,
            "most_manifestations": 2,
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        messages, named = labels.labelled(training_data, labels.REACTIONS)
        names = sorted({name for one in named for name in one})
        if not names:
            return {}
        targets = np.array([[name in one for name in names] + [not one] for one in named])
        vote = linear.fit(
            linear.features_of(messages),
            targets,
            [*names, _NONE],
            dense=self.config["dense_strength"],
            sparse=self.config["sparse_strength"],
            balance=self.config["balance"],
        )
        return {**vote.state(), **_manifestations(messages)}

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = linear.LinearVote.from_state(state)
        self._names = self._vote.labels[:-1]
        self._manifestations = dict(zip(state["manifestations"], state["manifestation_vectors"]))
        self._owner = dict(zip(state["manifestations"], state["manifestation_owners"]))

    def recognise(self, message: Message) -> None:
        """Add `reactions`, `reaction_scores` and `none_score`."""
        parts = [message, *message.get(CLAUSES, [])]
        features = linear.features_of(parts)
        probabilities = self._vote.probabilities(features)
        scores = dict(zip(self._names, map(float, probabilities[0, :-1])))
        none = float(probabilities[0, -1])
        asserted = [
            {
                "id": name,
                "confidence": scores[name],
                "cues": self._cues(message, parts, probabilities, name),
                "manifestations": self._nearest(name, features),
            }
            for name in self._asserted(scores, none)
        ]
        message.set("reactions", asserted, add_to_output=True)
        message.set("reaction_scores", scores, add_to_output=True)
        message.set("none_score", none, add_to_output=True)

    def _asserted(self, scores: Dict[Text, float], none: float) -> List[Text]:
        ranked = sorted(scores, key=lambda name: -scores[name])
        best = ranked[0]
        if none >= scores[best] or scores[best] < self.config["first_threshold"]:
            return []
        return [name for name in ranked if name == best or scores[name] >= self.config["threshold"]]

    def _nearest(self, name: Text, features: linear.Features) -> List[Text]:
        """The reaction's manifestations whose wording lies nearest to what was written, nearest first."""
        nearness = {
            code: float((features.dense @ vector).max())
            for code, vector in self._manifestations.items()
            if self._owner[code] == name
        }
        return sorted(nearness, key=lambda code: -nearness[code])[: self.config["most_manifestations"]]

    def _cues(self, message: Message, parts: List[Message], probabilities: Any, name: Text) -> List[Dict[Text, Any]]:
        if len(parts) == 1:
            text = message.get(TEXT).strip()
            start = message.get(TEXT).index(text)
            return [{"start": start, "end": start + len(text), "text": text}]
        own = probabilities[1:, self._names.index(name)]
        order = [index for index in np.argsort(-own) if own[index] >= self.config["cue_share"] * own.max()]
        chosen = sorted(order[: self.config["most_cues"]])
        return [
            {"start": part.get(START), "end": part.get(END), "text": part.get(TEXT)}
            for part in (parts[1 + index] for index in chosen)
        ]


def _manifestations(messages: List[Message]) -> Dict[Text, Any]:
    """The embeddings of the source table's own wording, which the content importer labels with their codes."""
    found = [(labels.label(message, "manifestation"), message) for message in messages]
    coded = [(code, message) for code, message in found if code]
    owners = [labels.label(message, labels.REACTIONS)[0] for _, message in coded]
    vectors = linear.features_of([message for _, message in coded]).dense if coded else np.zeros((0, 0), np.float32)
    return {
        "manifestations": [code for code, _ in coded],
        "manifestation_owners": owners,
        "manifestation_vectors": vectors,
    }
