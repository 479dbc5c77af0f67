from __future__ import annotations

import asyncio

import pytest

from bot.conversation import Door
from knowledge.answer import Answer

HELLO = Answer(kind="greeting", lead="Hello.")


def said(answer: Answer) -> dict:
    """A message of the assistant that carries an answer, as the actions make it."""
    return {"recipient_id": "c", "custom": {"answer": answer.model_dump(mode="json")}}


class FakeAssistant:
    """Answers with what it was given; raises it when it is an error; remembers what reached it."""

    def __init__(self, *messages, seconds=0.0, events=()):
        self.messages, self.seconds, self.stored = messages, seconds, list(events)
        self.reached = []

    async def handle(self, conversation, text, metadata=None):
        self.reached.append((conversation, text, metadata))
        await asyncio.sleep(self.seconds)
        if self.messages and isinstance(self.messages[0], BaseException):
            raise self.messages[0]
        return list(self.messages)

    async def parse(self, text, practice=False):
        return {"text": text}

    async def events(self, conversation):
        return self.stored


class FindsNothing:
    """A message without personal details; what is found is tested in `test_masked_messages.py`."""

    def find_all(self, text):
        return []


@pytest.fixture
def door(desk):
    return lambda assistant, **more: Door(assistant, desk, FindsNothing(), **more)


def is_calm(turn) -> bool:
    """Calm words, and the emergency numbers of the site."""
    (answer,) = turn.answers
    phones = [item.phone for section in answer.sections for item in section.items]
    return answer.kind == "trouble" and "not your fault" in answer.lead and phones == ["112", "+44 20 7946 0112"]


async def test_a_message_goes_in_and_its_answer_comes_out(door):
    assistant = FakeAssistant(said(HELLO))
    turn = await door(assistant).say("c1", "  Good evening \x00")
    assert (turn.said, turn.answers, turn.said_choice) == ("Good evening", (HELLO,), False)
    assert assistant.reached == [("c1", "Good evening", {})]


async def test_the_circumstance_travels_with_the_message(door):
    assistant = FakeAssistant(said(HELLO))
    await door(assistant).say("c1", "he shouts", circumstance="child")
    assert assistant.reached[0][2] == {"circumstance": "child"}


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("secret text"),
        KeyError("x"),
        OSError("database is locked"),
        asyncio.TimeoutError(),
        MemoryError(),
    ],
)
async def test_an_error_inside_gives_calm_words_and_numbers_to_call(door, error, caplog):
    assert is_calm(await door(FakeAssistant(error)).say("c1", "she cries"))
    assert "secret text" not in caplog.text and "she cries" not in caplog.text


async def test_a_turn_that_never_ends_is_answered_in_time(door):
    assert is_calm(await door(FakeAssistant(said(HELLO), seconds=5), turn_seconds=0.05).say("c1", "she cries"))


@pytest.mark.parametrize(
    "messages",
    [
        (),
        ({},),
        ({"text": "raw text of Rasa"},),
        ({"custom": None},),
        ({"custom": {"action_failed": True}},),
        ({"custom": {"answer": None}},),
        ({"custom": {"answer": {"kind": "magic"}}},),
        ({"custom": ["answer"]},),
    ],
)
async def test_silence_and_answers_that_cannot_be_read_become_calm_words(door, messages):
    assert is_calm(await door(FakeAssistant(*messages)).say("c1", "she cries"))


async def test_what_can_be_read_is_shown_beside_what_cannot(door):
    turn = await door(FakeAssistant({"custom": {"answer": 5}}, said(HELLO))).say("c1", "she cries")
    assert turn.answers == (HELLO,)


async def test_someone_who_goes_away_in_the_middle_stops_the_waiting(door):
    waiting = asyncio.create_task(door(FakeAssistant(said(HELLO), seconds=5)).say("c1", "she cries"))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "no text"),
        ("\x00\x01", "no text"),
        ("word " * 10_000, "50000 characters"),
        ("/restart", "start with “/”"),
        ("\u200b/greet", "start with “/”"),
        ("она плачет", "could not read any words"),
    ],
)
async def test_what_a_guard_refuses_is_answered_and_never_reaches_the_assistant(door, text, words):
    assistant = FakeAssistant(said(HELLO))
    turn = await door(assistant).say("c1", text)
    assert turn.answers[0].kind == "refused" and words in turn.answers[0].lead
    assert assistant.reached == [] and len(turn.said) <= 2000


@pytest.mark.parametrize(
    "choice, command, title",
    [
        ("alternatives", "/ask_alternatives", "What else could help?"),
        ("variant:child", '/give_circumstance{"topic": "child"}', "It is a child"),
        ("checklist:arrival", '/ask_checklist{"topic": "arrival"}', "Arrival"),
        ("none_of_these", "/deny", "None of these"),
        ("not_urgent", "/not_urgent", "This is not urgent"),
        ("describe", '/describe_behaviour{"topic": "describe"}', "Describe a behaviour"),
    ],
)
async def test_a_button_says_what_stood_on_it(door, choice, command, title):
    assistant = FakeAssistant(said(HELLO))
    turn = await door(assistant).choose("c1", choice)
    assert (turn.said, turn.said_choice, turn.answers) == (title, True, (HELLO,))
    assert assistant.reached == [("c1", command, {"said": title})]


async def test_a_reaction_that_was_chosen_is_shown_in_everyday_words(door):
    turn = await door(FakeAssistant(said(HELLO))).choose("c1", "reaction:memory_dissociation")
    assert turn.said.startswith("forgets or mixes up") and "dissociation" not in turn.said


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "/restart",
        "reaction:joy",
        "greet",
        "checklist:../../etc/passwd",
        "reaction:\x00",
    ],
)
async def test_a_button_that_is_not_ours_is_refused(door, choice):
    assistant = FakeAssistant(said(HELLO))
    turn = await door(assistant).choose("c1", choice)
    assert turn.answers[0].kind == "refused" and assistant.reached == []


async def test_a_button_that_fails_inside_gives_calm_words_too(door):
    assert is_calm(await door(FakeAssistant(RuntimeError())).choose("c1", "help"))


def test_every_button_the_content_can_show_has_a_title(door, desk):
    from bot.guards.commands import _PLAIN, _WITH_TOPIC

    for choice in (*_PLAIN, *_WITH_TOPIC, "variant:man", "variant:interpreter", "variant:cross_border"):
        assert door(FakeAssistant())._title(choice)


async def test_history_gives_back_what_was_said_and_answered_in_order(door):
    events = [
        {"event": "action", "name": "action_session_start"},
        {"event": "user", "text": "Good evening", "timestamp": 10.0, "metadata": {}},
        {"event": "bot", "text": None, "data": {"custom": said(HELLO)["custom"]}},
        {"event": "user", "text": "/help", "timestamp": 20.0, "metadata": {"said": "What can you do?"}},
        {"event": "slot", "name": "seen", "value": None},
        {"event": "user", "text": "she cries", "timestamp": 30.0},
        {"event": "bot", "text": "x", "data": None},
    ]
    turns = await door(FakeAssistant(events=events)).history("c1")
    assert [(turn.said, turn.said_choice, turn.answers, turn.at) for turn in turns] == [
        ("Good evening", False, (HELLO,), 10.0),
        ("What can you do?", True, (), 20.0),
        ("she cries", False, (), 30.0),
    ]


async def test_a_conversation_that_has_not_begun_has_no_history(door):
    assert await door(FakeAssistant()).history("c1") == []


@pytest.mark.parametrize(
    "text, read",
    [
        ("/restart", ".restart"),
        ("  /restart", "  .restart"),
        ("she cries", "she cries"),
        ("", ""),
        ("a\ud800b", "a\ufffdb"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
async def test_understanding_reads_commands_and_broken_characters_as_words_and_keeps_positions(door, text, read):
    assert await door(FakeAssistant()).understand(text) == {"text": read, "masked": []}
