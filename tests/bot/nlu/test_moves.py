from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.moves import MoveRecogniser

SAID = [
    ("I promise nobody will ever find you here", ["false_promise"]),
    ("I promise you will get your papers", ["false_promise"]),
    ("trust me, I promise he will never come back", ["false_promise"]),
    ("you will be safe for ever, I promise that", ["false_promise"]),
    ("the door is locked at night and somebody sits at the desk", ["safety_described"]),
    ("at night the gate is locked, and a guard walks round", ["safety_described"]),
    ("the desk calls us when somebody stands at the door", ["safety_described"]),
    ("the windows are locked and the desk has a phone", ["safety_described"]),
    ("why did you go with him?", ["blaming_why"]),
    ("why did you not run away?", ["blaming_why"]),
    ("but why did you believe him?", ["blaming_why"]),
    ("why did you stay so long?", ["blaming_why"]),
    ("how was the night for you?", ["open_question"]),
    ("what would help you today?", ["open_question"]),
    ("how is it for you to be here?", ["open_question"]),
    ("what was the day like?", ["open_question"]),
    ("*takes her hand*", ["unasked_touch"]),
    ("*puts an arm round her*", ["unasked_touch"]),
    ("*hugs him* come here", ["unasked_touch"]),
    ("*strokes her hair* poor girl", ["unasked_touch"]),
]
REPLIES = [(text, "practice_reply", {"moves": moves}) for text, moves in SAID]


def in_practice(bench, text: str) -> Message:
    message = bench.read(text)
    message.set("metadata", {"practice": True})
    return message


@pytest.fixture
def recogniser(bench):
    component = bench.make(MoveRecogniser, least_examples=1)
    component.train(bench.featurised([*bench.examples, *REPLIES]))
    return component


def moves_of(component, message: Message) -> list[str]:
    return [one["id"] for one in component.process([message])[0].get("moves")]


@pytest.mark.parametrize(
    "said, move",
    [
        ("I promise he will not find you", "false_promise"),
        ("the gate is locked at night", "safety_described"),
        ("why did you go there?", "blaming_why"),
        ("what would help tonight?", "open_question"),
        ("*takes his hand*", "unasked_touch"),
    ],
)
def test_what_a_reply_does_is_recognised(recogniser, bench, said, move):
    assert moves_of(recogniser, in_practice(bench, said))[0] == move


def test_several_moves_are_told_each_with_its_own_words(recogniser, bench):
    said = "the door is locked at night and the desk has a phone. But why did you go with him?"
    message = recogniser.process([in_practice(bench, said)])[0]
    cues = {one["id"]: [cue["text"] for cue in one["cues"]] for one in message.get("moves")}
    assert "why did you go with him?" in cues["blaming_why"]
    assert any("locked" in words for words in cues["safety_described"])
    for one in message.get("moves"):
        assert 0 <= one["confidence"] <= 1
        assert all(said[cue["start"] : cue["end"]] == cue["text"] for cue in one["cues"])


@pytest.mark.parametrize(
    "own, named",
    [
        ([0.5, 0.1, 0.1, 0.4], ["judging", "validation"]),
        ([0.5, 0.2, 0.1, 0.1], ["judging", "rushing"]),
        ([0.2, 0.2, 0.1, 0.3], ["validation"]),
        ([0.2, 0.1, 0.05, 0.1], ["validation"]),
        ([0.1, 0.1, 0.4, 0.36], ["grounding", "validation"]),
    ],
    ids=["one of each", "where harm is, more is likelier", "no harm alone", "never harm by default", "only good"],
)
def test_harm_is_named_from_where_it_is_likely_enough(recogniser, own, named):
    known = ["judging", "rushing", "grounding", "validation"]
    recogniser._harmful = np.array([True, True, False, False])
    assert [known[index] for index in recogniser._named(np.array(own))] == named


def test_a_message_to_the_assistant_has_no_moves(recogniser, bench):
    message = recogniser.process([bench.read("why did you go with him?")])[0]
    assert message.get("moves") is None


def test_it_says_the_same_after_it_was_stored_and_loaded(recogniser, bench):
    loaded = bench.load(MoveRecogniser, least_examples=1)
    for said in ("I promise", "zzz 🙂", "ыыы", "?", "*", "she sleeps. How was the night, and why did you go?"):
        told = [one.process([in_practice(bench, said)])[0].get("moves") for one in (recogniser, loaded)]
        assert told[0] == told[1]


def test_without_replies_to_learn_from_nothing_is_added(bench):
    component = bench.make(MoveRecogniser)
    component.train(bench.featurised())
    for one in (component, bench.load(MoveRecogniser)):
        assert one.process([in_practice(bench, "I promise")])[0].get("moves") is None
