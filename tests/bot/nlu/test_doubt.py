from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.doubt import Doubt


def judged(name: str | None, confidence: float, reactions=()) -> str | None:
    message = Message({"text": "x"})
    if name:
        message.set("intent", {"name": name, "confidence": confidence})
    message.set("reactions", [{"id": "anger", "confidence": one} for one in reactions])
    (message,) = Doubt(Doubt.get_default_config()).process([message])
    return (message.get("intent") or {}).get("name")


@pytest.mark.parametrize(
    "name, confidence, reactions, understood",
    [
        ("greet", 0.9, [], "greet"),
        ("greet", 0.4, [], "greet"),
        ("greet", 0.39, [], "nlu_fallback"),
        ("ask_evidence", 0.1, [0.6], "describe_behaviour"),
        ("ask_evidence", 0.1, [0.59], "nlu_fallback"),
        ("ask_evidence", 0.8, [0.99], "ask_evidence"),
        ("report_urgent", 0.01, [], "report_urgent"),
        (None, 0.0, [], None),
    ],
)
def test_a_guess_is_not_dressed_as_an_answer(name, confidence, reactions, understood):
    assert judged(name, confidence, reactions) == understood


def test_an_intent_without_a_confidence_counts_as_unsure():
    message = Message({"text": "x", "intent": {"name": "greet", "confidence": None}})
    assert Doubt(Doubt.get_default_config()).process([message])[0].get("intent")["name"] == "nlu_fallback"
