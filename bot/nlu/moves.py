"""Recognises what a trainee's reply to a played resident does: its moves, and the words that show them."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
import scipy.sparse
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import clauses, labels, ngrams, vote
from bot.nlu.component import Recogniser
from bot.nlu.joint import JointVote, fit_joint
from bot.nlu.talk import kind_of_talk
from bot.recognisers.placeholders import read_as
from knowledge.kinds import Move
from knowledge.reading import read_library

#: In a message's metadata: it is said to a played resident. Other messages have no moves.
PRACTICE = "practice"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MoveRecogniser(Recogniser):
    """Adds `moves` (best first, with cues) and `talk` to a reply said in practice; messages to the assistant pass by.

    A move is named when its probability reaches `threshold`, a harmful one `harmful_threshold`; where one harmful move
    is, a further one is likelier, and `further_harmful_threshold` is enough. A reply to which that names none gets the
    likeliest one that is not harmful. Words are counted by vectorisers of its own, which read marks
    too: a question mark, or stars round an action, say much about a reply and little about a message from staff.
    """

    subject = "moves in practice"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {
            "word_ngrams": [1, 3],
            "character_ngrams": [2, 5],
            "least_examples": 2,
            "words": r"[\w']+|[?!*^]|\.\.\.",
            "threshold": 0.35,  # chosen on the development set and on writers left out (docs/evaluation.md)
            "harmful_threshold": 0.26,
            "further_harmful_threshold": 0.18,
            "cue_share": 0.6,  # a clause counts as a cue from this share of the best clause's probability
            "most_cues": 2,
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`."""
        replies = labels.practice_replies(training_data)
        named = [labels.label(reply, labels.MOVES) or [] for reply in replies]
        names = sorted({name for one in named for name in one})
        if not names:
            return {}
        counted = ngrams.vectorisers(self.config)
        sparse = scipy.sparse.csr_matrix(counted.fit_transform(_marked(replies)))
        targets = np.array([[name in one for name in names] for one in named])
        fitted = fit_joint(vote.Features(vote.dense_of(replies), sparse), targets, names)
        harmful = [move.id for move in read_library().all(Move) if move.side == "harmful"]
        return {**fitted.state(), "counted": ngrams.state(counted), "harmful": harmful}

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = JointVote.from_state(state)
        self._counted = ngrams.rebuilt(self.config, state["counted"])
        self._harmful = np.array([name in state["harmful"] for name in self._vote.labels])

    def recognise(self, message: Message) -> None:
        """Add `moves` to a reply said in practice."""
        if not (message.get("metadata") or {}).get(PRACTICE):
            return
        parts = [message, *message.get(clauses.CLAUSES, [])]
        probabilities = self._probabilities(parts)
        share, most = self.config["cue_share"], self.config["most_cues"]
        found = [
            {
                "id": self._vote.labels[index],
                "confidence": float(probabilities[0, index]),
                "cues": clauses.cues(parts, probabilities[1:, index], share, most),
            }
            for index in self._named(probabilities[0])
        ]
        message.set("moves", found, add_to_output=True)
        scores = dict(zip(self._vote.labels, map(float, probabilities[0])))
        message.set("talk", kind_of_talk(message.get(TEXT), scores), add_to_output=True)

    def _named(self, own: Any) -> List[int]:
        """The positions of the moves that are named, likeliest first."""
        harm = np.where(self._harmful, own, 0.0)
        enough = "further_harmful_threshold" if harm.max() >= self.config["harmful_threshold"] else "harmful_threshold"
        least = np.where(self._harmful, self.config[enough], self.config["threshold"])
        named = [int(index) for index in np.argsort(-own) if own[index] >= least[index]]
        return named or [int((own - harm).argmax())]

    def _probabilities(self, parts: List[Message]) -> Any:
        sparse = scipy.sparse.csr_matrix(self._counted.transform(_marked(parts)))
        return self._vote.probabilities(vote.Features(vote.dense_of(parts), sparse))


def _marked(messages: List[Message]) -> List[Text]:
    """The texts as they are counted, with a mark for where each begins."""
    return ["^ " + read_as(message.get(TEXT)).replace("’", "'").replace("…", "...") for message in messages]
