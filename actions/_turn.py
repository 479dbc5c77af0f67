"""What an action knows of the turn: what was understood now, and what was answered before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions._desk import desk
from knowledge.guidance.reactions import Seen
from knowledge.kinds import Reaction

#: A behaviour named inside a follow-up counts from this probability.
_CLEARLY = 0.6


@dataclass(frozen=True)
class Turn:
    """The latest message as it was understood, and the slots."""

    tracker: Tracker
    message: Dict[str, Any] | None = None  # another message of the conversation than the latest

    @property
    def understood(self) -> Dict[str, Any]:
        """Everything the pipeline added to the message."""
        return self.message if self.message is not None else self.tracker.latest_message or {}

    @property
    def conversation(self) -> str:
        """Which conversation it is."""
        return str(self.tracker.sender_id)

    @property
    def once(self) -> str:
        """The mark of the message, the same when it is sent again; empty when it has none."""
        return str((self.understood.get("metadata") or {}).get("once") or "")

    @property
    def text(self) -> str:
        """What was typed."""
        return str(self.understood.get("text") or "")

    def button(self, entity: str) -> str | None:
        """The value that came with a button, if the turn was one."""
        entities = self.understood.get("entities") or []
        return next((str(found["value"]) for found in entities if found.get("entity") == entity), None)

    @property
    def topic(self) -> str | None:
        """The principle, checklist or subject asked about, by button or in words."""
        return self.button("topic") or self.understood.get("topic")

    @property
    def circumstance(self) -> str | None:
        """Child, man, interpreter or cross-border, as last said."""
        return self.tracker.get_slot("circumstance") or (self.understood.get("metadata") or {}).get("circumstance")

    @property
    def said_with(self) -> str | None:
        """The circumstance that came with this very message, as `ask --for child` gives it."""
        return (self.understood.get("metadata") or {}).get("circumstance")

    def recognised(self) -> List[Seen]:
        """The reactions asserted in the latest message that the content knows."""
        found = [
            Seen(
                one["id"],
                tuple(cue["text"] for cue in one.get("cues", [])),
                tuple(one.get("manifestations", [])),
            )
            for one in self.understood.get("reactions") or []
        ]
        return [one for one in found if desk().store.has(Reaction, one.id)]

    def subject(self) -> List[Seen]:
        """What a follow-up is about: a behaviour it names clearly, or what was answered before, or what it hints at."""
        named = self.recognised()
        clear = any(one["confidence"] >= _CLEARLY for one in self.understood.get("reactions") or [])
        return named if named and clear else self.answered_before() or named

    def urgent(self) -> List[str]:
        """The urgent situations last answered, until something else was."""
        return list(self.tracker.get_slot("urgent") or [])

    def answered_before(self) -> List[Seen]:
        """The reactions of the last guidance."""
        stored = self.tracker.get_slot("seen") or []
        return [Seen(one["id"], tuple(one["quotes"]), tuple(one["manifestations"])) for one in stored]

    def offered(self) -> List[str]:
        """The reactions the last clarifying question offered."""
        return list(self.tracker.get_slot("offered") or [])

    def shown(self) -> List[str]:
        """Codes of the supportive responses already shown."""
        return list(self.tracker.get_slot("shown") or [])

    def last_description(self) -> Dict[str, Any]:
        """What was understood of the last message that was typed, not chosen."""
        for event in reversed(self.tracker.events):
            if event.get("event") == "user" and not str(event.get("text") or "").startswith("/"):
                return dict(event.get("parse_data") or {})
        return {}


def remember(seen: List[Seen], shown: List[str]) -> List[EventType]:
    """Slot events that let a follow-up find its context again."""
    stored = [{"id": one.id, "quotes": list(one.quotes), "manifestations": list(one.manifestations)} for one in seen]
    return [SlotSet("seen", stored), SlotSet("shown", shown), SlotSet("offered", None), SlotSet("urgent", None)]
