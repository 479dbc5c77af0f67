"""A conversation that answers with the real actions, chosen by a few fixed words, so that errands can be tried whole."""

from __future__ import annotations

import re
from collections import defaultdict

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import directory, errands
from bot.conversation import Turn
from knowledge.answer import Answer

#: Words → the action that the assistant would choose, and the subject it would name.
UNDERSTOOD = (
    (r"^start", errands.StartChecklist, "arrival"),
    (r"^go on", errands.GoOnChecklist, None),
    (r"tick|tick_next", errands.TickSteps, None),
    (r"^open a case", errands.OpenCase, None),
    (r"due", errands.AskCase, None),
    (r"called today", errands.AskFollowUp, None),
    (r"hand-over", errands.HandOver, None),
    (r"^who can", directory.FindService, None),
)


class Acting:
    """Answers with the real actions, chosen by a few fixed words; slots are kept for each conversation."""

    def __init__(self, store):
        self._store, self._turns, self._slots = store, defaultdict(list), defaultdict(dict)
        self.watch = None

    async def say(self, conversation_id, text, *, once=""):
        action, topic = next((action, topic) for words, action, topic in UNDERSTOOD if re.search(words, text))
        entities = [{"entity": "topic", "value": "next"}] if text == "tick_next" else []
        message = {"text": text, "topic": topic, "metadata": {"once": once}, "entities": entities}
        slots = self._slots[conversation_id]
        said = Tracker(conversation_id, slots, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in await action().run(dispatcher, said, {}):
            slots[event["name"]] = event["value"]
        turn = Turn(text, (Answer.model_validate(dispatcher.messages[0]["custom"]["answer"]),))
        self._turns[conversation_id].append(turn)
        return turn

    async def choose(self, conversation_id, choice, *, once=""):
        return await self.say(conversation_id, choice, once=once)

    async def look(self, text):
        return None

    async def history(self, conversation_id):
        return list(self._turns[conversation_id])
