from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.importer import ExampleImporter, content_examples
from bot.nlu.labels import examples, label, labelled, practice_replies


@pytest.mark.parametrize(
    "metadata, found",
    [
        ({"example": {"reactions": ["anger"]}}, ["anger"]),
        ({"intent": {"reactions": ["anger"]}}, ["anger"]),
        ({"example": {"reactions": []}, "intent": {"reactions": ["anger"]}}, []),
        ({"example": {"topic": "x"}, "intent": {"reactions": ["anger"]}}, ["anger"]),
        ({"example": None, "intent": "a note"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_label_stands_on_the_example_or_on_its_block(metadata, found):
    assert label(Message({"text": "x", "metadata": metadata}), "reactions") == found


def test_an_example_that_says_nothing_is_no_example_of_nothing():
    data = TrainingData(
        [
            Message.build("a", intent="i", example_metadata={"reactions": []}),
            Message.build("b", intent="i"),
        ]
    )
    messages, labels = labelled(data, "reactions")
    assert [message.get("text") for message in messages] == ["a"] and labels == [[]]


def test_the_same_sentence_is_learnt_once_and_one_without_intent_not_at_all():
    data = TrainingData([Message.build("a", intent="i"), Message.build("a", intent="j"), Message({"text": "b"})])
    assert [message.get("intent") for message in examples(data)] == ["i"]


def test_a_reply_written_for_practice_is_no_message_to_the_assistant():
    data = TrainingData(
        [
            Message.build("hello", intent="greet"),
            Message.build("hello", intent="practice_reply", intent_metadata={"moves": ["small_talk_or_other"]}),
            Message.build("I promise", intent="practice_reply", intent_metadata={"moves": ["false_promise"]}),
        ]
    )
    assert [message.get("intent") for message in examples(data)] == ["greet"]
    assert [message.get("text") for message in practice_replies(data)] == ["hello", "I promise"]
    assert labelled(data, "moves") == ([], [])


def test_every_content_file_brings_its_own_examples(library):
    found = list(content_examples(library))
    texts = {message.get("text"): message for message in found}
    for reaction in library.items["reaction"].values():
        for text in (*reaction.asked_like, *(line.text for line in reaction.manifestations)):
            assert label(texts[text], "reactions") is not None
    intents = {"principle": "ask_principle", "checklist": "ask_checklist", "variant": "give_circumstance"}
    for kind, intent in intents.items():
        for item in library.items[kind].values():
            assert any(m.get("intent") == intent and label(m, "topic") == item.id for m in found), item.id


def test_a_narrower_situation_teaches_the_wider_one_and_look_alikes_teach_calm(library):
    texts = {message.get("text"): message for message in content_examples(library)}
    overdose = library.items["situation"]["overdose"]
    assert all(label(texts[text], "situations") == ["medical_emergency"] for text in overdose.asked_like)
    for situation in library.items["situation"].values():
        assert all(label(texts[text], "situations") == [] for text in situation.look_alikes)


def test_rasa_trains_again_when_and_only_when_a_file_changed(tmp_path):
    examples = tmp_path / "some.yml"
    examples.write_text("nlu:\n- intent: greet\n  examples: |\n    - hi\n")
    before = ExampleImporter(training_data_paths=[str(tmp_path)]).fingerprint()
    assert before == ExampleImporter(training_data_paths=[str(tmp_path)]).fingerprint()
    examples.write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n")
    assert before != ExampleImporter(training_data_paths=[str(tmp_path)]).fingerprint()
