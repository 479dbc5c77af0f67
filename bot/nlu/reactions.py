"""Recognises which of the common reactions a description may show, in which words, and how sure that is."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import clauses, labels, vote
from bot.nlu.clauses import CLAUSES
from bot.nlu.component import Recogniser

_NONE = "none_of_the_eight"
#: Marks the columns that say a reaction is the first one to name, not only present.
_FIRST = "first:"


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
            "first_threshold": 0.1,
            "threshold": 0.45,
            "cue_share": 0.6,  # a clause counts as a cue from this share of the best clause's probability
            "place_weight": 5.0,  # how much it counts who stands earlier in the message; chosen on the development set
            "most_cues": 2,
            "most_manifestations": 2,
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        messages, named = labels.labelled(training_data, labels.REACTIONS)
        names = sorted({name for one in named for name in one})
        if not names:
            return {}
        present = [[name in one for name in names] + [not one] for one in named]
        first = [[name in one[:1] for name in names] for one in named]
        columns = [*names, _NONE, *(_FIRST + name for name in names)]
        fitted = vote.fit(vote.features_of(messages), np.hstack([present, first]), columns)
        return {**fitted.state(), "reactions": names, **_manifestations(messages)}

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = vote.Vote.from_state(state)
        self._names = list(state["reactions"])
        self._manifestations = dict(zip(state["manifestations"], state["manifestation_vectors"]))
        self._owner = dict(zip(state["manifestations"], state["manifestation_owners"]))

    def recognise(self, message: Message) -> None:
        """Add `reactions`, `reaction_scores` and `none_score`."""
        parts = [message, *message.get(CLAUSES, [])]
        features = vote.features_of(parts)
        probabilities = self._vote.probabilities(features)
        count = len(self._names)
        scores = dict(zip(self._names, map(float, probabilities[0, :count])))
        none = float(probabilities[0, count])
        firsts = dict(zip(self._names, map(float, probabilities[0, count + 1 :])))
        asserted = [
            {
                "id": name,
                "confidence": scores[name],
                "cues": self._cues(parts, probabilities, name),
                "manifestations": self._nearest(name, features),
            }
            for name in self._asserted(scores, none, firsts, self._places(probabilities))
        ]
        message.set("reactions", asserted, add_to_output=True)
        message.set("reaction_scores", scores, add_to_output=True)
        message.set("none_score", none, add_to_output=True)

    def _asserted(
        self, scores: Dict[Text, float], none: float, firsts: Dict[Text, float], places: Dict[Text, float]
    ) -> List[Text]:
        """The reactions sure enough to be named, the one the message is mainly about at the front.

        People tell first what it is about: of two reactions both readers of the examples named, the one whose words
        stand earlier is the main one in 68 of 100 messages by writers the model had not seen (docs/evaluation.md).
        """
        best = max(scores, key=lambda name: scores[name])
        if none >= scores[best] or scores[best] < self.config["first_threshold"]:
            return []
        chosen = [name for name in scores if name == best or scores[name] >= self.config["threshold"]]
        weight = self.config["place_weight"]
        return sorted(chosen, key=lambda name: weight * places[name] - scores[name] - firsts[name])

    def _places(self, probabilities: Any) -> Dict[Text, float]:
        """Where in the message each reaction stands, by its clauses: 0 at the beginning, 1 at the end."""
        count = len(self._names)
        clauses = probabilities[1:, :count]
        if len(clauses) < 2:
            return dict.fromkeys(self._names, 0.5)
        along = np.linspace(0.0, 1.0, len(clauses)) @ clauses
        return dict(zip(self._names, map(float, along / np.maximum(clauses.sum(axis=0), 1e-6))))

    def _nearest(self, name: Text, features: vote.Features) -> List[Text]:
        """The reaction's manifestations whose wording lies nearest to what was written, nearest first."""
        nearness = {
            code: float((features.dense @ vector).max())
            for code, vector in self._manifestations.items()
            if self._owner[code] == name
        }
        return sorted(nearness, key=lambda code: -nearness[code])[: self.config["most_manifestations"]]

    def _cues(self, parts: List[Message], probabilities: Any, name: Text) -> List[Dict[Text, Any]]:
        own = probabilities[1:, self._names.index(name)]
        return clauses.cues(parts, own, self.config["cue_share"], self.config["most_cues"])


def _manifestations(messages: List[Message]) -> Dict[Text, Any]:
    """The embeddings of the source table's own wording, which the content importer labels with their codes."""
    found = [(labels.label(message, "manifestation"), message) for message in messages]
    coded = [(code, message) for code, message in found if code]
    owners = [labels.label(message, labels.REACTIONS)[0] for _, message in coded]
    vectors = vote.features_of([message for _, message in coded]).dense if coded else np.zeros((0, 0), np.float32)
    return {
        "manifestations": [code for code, _ in coded],
        "manifestation_owners": owners,
        "manifestation_vectors": vectors,
    }
