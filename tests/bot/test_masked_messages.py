"""What happens at the door to a message that holds a name."""

from __future__ import annotations

import pytest

from bot.conversation import Door, Found
from bot.recognisers.span import Span
from knowledge.answer import Answer

HELLO = Answer(kind="greeting", lead="Hello.")


class FakeAssistant:
    """Says hello; understands what it was given to understand; remembers what reached it."""

    def __init__(self, events=(), understood=None):
        self.stored, self.understood = list(events), understood or {}
        self.reached = []

    async def handle(self, conversation, text, metadata=None):
        self.reached.append((conversation, text, metadata))
        return [{"recipient_id": "c", "custom": {"answer": HELLO.model_dump(mode="json")}}]

    async def parse(self, text, practice=False):
        self.reached.append(text)
        return {"text": text, **self.understood}

    async def events(self, conversation):
        return self.stored


class FakeFinder:
    """Finds these words as names; raises what it was given."""

    def __init__(self, *names, error=None):
        self.names, self.error = names, error

    def find_all(self, text):
        if self.error:
            raise self.error
        places = [(text.index(name), len(name)) for name in self.names if name in text]
        return [Span(start, start + length, "PERSON") for start, length in sorted(places)]


@pytest.fixture
def door(desk):
    return lambda assistant, finder: Door(assistant, desk, finder)


async def test_a_name_is_taken_out_before_the_assistant_gets_the_message(door):
    assistant = FakeAssistant()
    turn = await door(assistant, FakeFinder("Amina", "Jo")).say("c1", "Amina cries, Jo too")
    assert assistant.reached == [("c1", "[name] cries, [name] too", {"masked": ["PERSON"]})]
    assert (turn.said, turn.masked) == ("[name] cries, [name] too", ("PERSON",))


async def test_what_was_masked_is_still_said_after_a_reload(door):
    events = [{"event": "user", "text": "[name] cries", "timestamp": 1.0, "metadata": {"masked": ["PERSON"]}}]
    (turn,) = await door(FakeAssistant(events=events), FakeFinder()).history("c1")
    assert (turn.said, turn.masked) == ("[name] cries", ("PERSON",))


@pytest.mark.parametrize("error", [ValueError("Amina"), RecursionError(), MemoryError()])
async def test_a_message_that_cannot_be_masked_goes_nowhere_and_is_refused_kindly(door, error, caplog):
    assistant = FakeAssistant()
    turn = await door(assistant, FakeFinder(error=error)).say("c1", "Amina cries")
    assert assistant.reached == [] and turn.said == ""
    assert turn.answers[0].kind == "refused" and "nothing of it was kept" in turn.answers[0].lead
    assert "Amina" not in caplog.text


async def test_what_is_shown_of_a_refused_message_is_masked_too(door):
    turn = await door(FakeAssistant(), FakeFinder("Amina")).say("c1", "Amina " + "x" * 3000)
    assert turn.answers[0].kind == "refused" and turn.said.startswith("[name] xxx")


async def test_understanding_gives_kind_and_place_of_what_was_masked_and_never_the_words(door):
    cue = {"start": 6, "end": 30, "text": "[name] hides from [name]"}
    understood = {"reactions": [{"id": "fear_anxiety", "confidence": 0.9, "cues": [cue]}]}
    assistant = FakeAssistant(understood=understood)
    text = "  Today Thandeka hides from Bo, ok"
    answer = await door(assistant, FakeFinder("Thandeka", "Bo")).understand(text)
    assert answer["masked"] == [{"start": 8, "end": 16, "type": "PERSON"}, {"start": 28, "end": 30, "type": "PERSON"}]
    assert answer["text"] == "  Today [name] hides from [name], ok" and assistant.reached == [answer["text"]]
    (moved,) = answer["reactions"][0]["cues"]
    assert text[moved["start"] : moved["end"]] == "Thandeka hides from Bo"
    assert moved["text"] == cue["text"] and "Thandeka" not in str(answer)


async def test_the_words_of_a_move_stand_where_the_trainee_wrote_them(door):
    cue = {"start": 0, "end": 20, "text": "[name], why did you?"}
    assistant = FakeAssistant(understood={"moves": [{"id": "blaming_why", "confidence": 0.9, "cues": [cue]}]})
    text = "Thandeka, why did you?"
    answer = await door(assistant, FakeFinder("Thandeka")).understand(text, practice=True)
    (moved,) = answer["moves"][0]["cues"]
    assert text[moved["start"] : moved["end"]] == text


async def test_the_writer_is_asked_before_a_name_is_sent(door):
    assistant = FakeAssistant()
    found = await door(assistant, FakeFinder("Amina")).look("Amina cries")
    assert found == Found((("PERSON", "Amina"),), "[name] cries")
    assert assistant.reached == ["[name] cries"]


@pytest.mark.parametrize(
    "text, finder, understood",
    [
        ("she cries", FakeFinder("Amina"), {}),
        ("Amina has a knife", FakeFinder("Amina"), {"urgent": True}),
        ("/Amina", FakeFinder("Amina"), {}),
        ("Amina cries", FakeFinder(error=ValueError()), {}),
    ],
    ids=["nothing found", "urgent", "refused", "looking fails"],
)
async def test_a_message_is_not_held_up_without_need(door, text, finder, understood):
    assert await door(FakeAssistant(understood=understood), finder).look(text) is None
