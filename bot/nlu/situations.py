"""Recognises urgent situations. It sees every message, whatever else is going on, and is tuned to miss little."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import labels, vote
from bot.nlu.clauses import CLAUSES, END, START
from bot.nlu.component import Recogniser
from bot.nlu.cues import Cues
from bot.recognisers.placeholders import read_as
from knowledge.kinds import Situation
from knowledge.reading import read_library

#: The intent an urgent message gets, so that no rule of another mode can come first. What else the message
#: asked for stays readable as `asked_intent`.
URGENT_INTENT = "report_urgent"
_ANY = "any_situation"
_CIRCUMSTANCE = "give_circumstance"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SituationRecogniser(Recogniser):
    """Adds `situations` (best first, with cues) and `urgent`, and makes an urgent message's intent `report_urgent`.

    The message is urgent when "any situation" reaches `threshold` for the whole message, or when one of its clauses
    alone is sure enough. Danger said in so many words ("he will kill himself") is urgent as soon as the message or the
    clause reaches `outright_threshold`.
    """

    subject = "urgent situations"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """See parent class for full docstring."""
        return {
            "strength": 10.0,  # of the n-grams
            "threshold": 0.28,  # this one and the next are chosen on the development set
            # A message that only says about whom it is (“he is only twelve”) has to be far surer, whatever its subject.
            "circumstance_threshold": 0.65,
            "circumstance_from": 0.5,  # how sure the intent `give_circumstance` has to be for that
            "clause_threshold": 0.92,
            "long_from": 8,  # clauses from which a message is a long note, in which one of them counts from
            "long_clause_threshold": 0.75,
            "cue_weight": 0.05,  # what a cue of the content adds to the probability
            "outright_threshold": 0.1,  # below it, the words stand in a question about rules, a song, a joke
            "second_share": 0.6,  # another situation is named from this share of the first one's probability
        }

    def learn(self, training_data: TrainingData) -> Dict[Text, Any]:
        """See `Recogniser.learn`. Every example that names no situation counts as not urgent."""
        messages = labels.examples(training_data)
        told = [labels.label(message, labels.SITUATIONS) for message in messages]
        names = sorted({name for one in told for name in one or []})
        if not names:
            return {}
        targets = np.array([[name in (one or []) for name in names] + [bool(one)] for one in told])
        fitted = vote.fit(vote.features_of(messages), targets, [*names, _ANY], self.config["strength"])
        return {**fitted.state(), "cues": _of_the_content("cues"), "outright": _of_the_content("outright")}

    def use(self, state: Dict[Text, Any]) -> None:
        """See `Recogniser.use`."""
        self._vote = vote.Vote.from_state(state)
        self._names = self._vote.labels[:-1]
        self._cues, self._outright = Cues(state["cues"]), Cues(state["outright"])

    def recognise(self, message: Message) -> None:
        """Add `situations` and `urgent`."""
        parts = [message, *message.get(CLAUSES, [])]
        probabilities = self._vote.probabilities(vote.features_of(parts))
        for hit in self._cues.find(read_as(message.get(TEXT))):
            if hit.situation in self._names:
                probabilities[0, [self._names.index(hit.situation), -1]] += self.config["cue_weight"]
        outright = set(self._said_outright(parts, probabilities[:, -1]))
        for situation in outright:
            columns = [self._names.index(situation), -1]
            probabilities[0, columns] = np.maximum(probabilities[0, columns], self.config["threshold"])
        probabilities = np.clip(probabilities, 0.0, 1.0)
        urgent = bool(
            outright
            or probabilities[0, -1] >= self._threshold(message.get(INTENT) or {})
            or (probabilities[1:, -1] >= self._clause_threshold(len(parts) - 1)).any()
        )
        message.set("urgent", urgent, add_to_output=True)
        message.set("situations", self._named(parts, probabilities) if urgent else [], add_to_output=True)
        message.set("asked_intent", dict(message.get(INTENT) or {}), add_to_output=True)
        if urgent:
            confidence = float(probabilities[:, -1].max())
            intent = {INTENT_NAME_KEY: URGENT_INTENT, PREDICTED_CONFIDENCE_KEY: confidence}
            message.set(INTENT, intent, add_to_output=True)

    def _said_outright(self, parts: List[Message], likely: Any) -> Iterator[Text]:
        """The situations the message, or a clause of it, names in so many words, unless it is plainly calm."""
        for part, probability in zip(parts, likely):
            if max(probability, likely[0]) >= self.config["outright_threshold"]:
                found = self._outright.find(read_as(part.get(TEXT)))
                yield from (hit.situation for hit in found if hit.situation in self._names)

    def _threshold(self, intent: Dict[Text, Any]) -> float:
        """What the whole message must reach."""
        sure = intent.get(PREDICTED_CONFIDENCE_KEY, 0.0) >= self.config["circumstance_from"]
        only_about_whom = sure and intent.get(INTENT_NAME_KEY) == _CIRCUMSTANCE
        return float(self.config["circumstance_threshold" if only_about_whom else "threshold"])

    def _clause_threshold(self, clauses: int) -> float:
        """What one clause must reach: less in a long note, where the whole drowns it."""
        long_note = clauses >= self.config["long_from"]
        return float(self.config["long_clause_threshold" if long_note else "clause_threshold"])

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


def _of_the_content(kind: Text) -> Dict[Text, List[Text]]:
    """The `cues` or the `outright` phrases of every situation, under the wider situation it belongs to."""
    gathered: Dict[Text, List[Text]] = {}
    for situation in read_library().all(Situation):
        gathered.setdefault(situation.part_of or situation.id, []).extend(getattr(situation, kind))
    return gathered


def _cue(parts: List[Message], index: int) -> Dict[Text, Any]:
    part = parts[index] if index or len(parts) == 1 else parts[0]
    text = part.get(TEXT)
    return {"start": part.get(START, 0), "end": part.get(END, len(text)), "text": text}
