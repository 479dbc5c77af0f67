"""What the tests of kept conversations share: a small domain, turns of it, and a database that fails."""

from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.records.tables import ConversationEvent

DOMAIN = Domain.from_dict(
    {
        "intents": ["describe_behaviour"],
        "slots": {"seen": {"type": "any", "mappings": [{"type": "custom"}], "influence_conversation": False}},
        "actions": ["action_explain_reaction"],
    }
)


def turn(text: str) -> list:
    return [
        ActionExecuted("action_listen"),
        UserUttered(text, {"name": "describe_behaviour", "confidence": 0.9}, parse_data={"text": text, "cues": ["“"]}),
        ActionExecuted("action_explain_reaction"),
        BotUttered(None, {"custom": {"answer": {"kind": "guidance"}}}),
        SlotSet("seen", [{"id": "anger"}]),
    ]


def new_tracker(*events) -> DialogueStateTracker:
    tracker = DialogueStateTracker("c1", DOMAIN.slots)
    for one in events:
        tracker.update(one)
    return tracker


def stored_rows(records, conversation="c1") -> int:
    with Session(records) as session:
        wanted = select(func.count()).where(ConversationEvent.conversation == conversation)
        return session.scalar(wanted.select_from(ConversationEvent))


class Broken:
    """Makes every write fail while it is on, as a full disk does."""

    def __init__(self, engine):
        self.on = False
        event.listen(engine, "before_cursor_execute", self.fail)

    def fail(self, connection, cursor, statement, parameters, context, executemany):
        if self.on and statement.startswith("INSERT"):
            raise OperationalError("INSERT", {}, Exception("disk is full"))


def marked(text: str, once: str) -> list:
    """A turn whose message carries a mark."""
    return [UserUttered(text, metadata={"once": once}), *turn(text)[2:]]
