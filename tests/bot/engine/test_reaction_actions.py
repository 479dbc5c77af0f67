"""Follow-ups on guidance, run as the engine runs them."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _desk, reactions
from knowledge.answer import Answer

BEFORE = {"seen": [{"id": "anger", "quotes": [], "manifestations": []}], "shown": []}


@pytest.fixture(autouse=True)
def answering(desk):
    _desk.use(desk)


async def more(text, button=None):
    entities = [{"entity": "topic", "value": button}] if button else []
    message = {"text": text, "intent": {"name": "ask_alternatives"}, "entities": entities}
    dispatcher = CollectingDispatcher()
    tracker = Tracker("talk-1", BEFORE, message, [], False, None, {}, "action_listen")
    await reactions.MoreToTry().run(dispatcher, tracker, {})
    return Answer.model_validate(dispatcher.messages[0]["custom"]["answer"])


@pytest.mark.parametrize("text", ["that didn't work, he only got louder", "ok tried that already"])
async def test_who_writes_that_it_did_not_help_is_answered_as_by_the_button(text):
    pressed = await more('/ask_alternatives{"topic": "did_not_help"}', "did_not_help")
    assert pressed.title == "This did not help"
    assert await more(text) == pressed


@pytest.mark.parametrize("text", ["what else could help?", "and if that fails?"])
async def test_who_only_asks_for_more_is_not_told_that_it_did_not_help(text):
    assert (await more(text)).title is None
