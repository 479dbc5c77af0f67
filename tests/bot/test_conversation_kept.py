"""What the door says about a turn that could not be kept, and how a message stays one turn."""

from __future__ import annotations

import pytest

from bot.conversation import Door
from bot.records.database import NotStored
from knowledge.answer import Answer


class Assistant:
    """Cannot keep a turn while it is `full`; remembers what came with each message."""

    def __init__(self) -> None:
        self.full, self.given = False, []

    async def handle(self, conversation, text, metadata=None):
        self.given.append(metadata)
        if self.full:
            raise NotStored("OperationalError")
        return [{"custom": {"answer": Answer(kind="greeting", lead="Hello.").model_dump()}}]


class NothingFound:
    def find_all(self, text):
        return []


@pytest.fixture
def assistant():
    return Assistant()


@pytest.fixture
def door(assistant, desk):
    return Door(assistant, desk, NothingFound())


async def test_what_was_answered_was_kept(door):
    assert (await door.say("c1", "hello")).stored and (await door.choose("c1", "help")).stored


async def test_a_turn_that_cannot_be_kept_says_so_and_shows_whom_to_call(door, assistant):
    assistant.full = True
    for turn in (await door.say("c1", "she wants to die"), await door.choose("c1", "help")):
        assert not turn.stored and turn.answers[0].kind == "trouble"
        assert "112" in str(turn.answers)


async def test_the_mark_of_a_message_travels_with_it_and_none_is_made_up(door, assistant):
    await door.say("c1", "hello", once="m-1")
    await door.choose("c1", "help", once="m-2")
    await door.say("c1", "hello")
    assert [given.get("once") for given in assistant.given] == ["m-1", "m-2", None]
