"""What every action of ours is: it looks at the turn and gives an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Dict, List, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions._turn import Turn
from knowledge.answer import Answer

Reply = Tuple[Answer, List[EventType]]


class GuideAction(Action, ABC):
    """An action that answers. Abstract, or rasa-sdk would register it as an action of its own."""

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """The answer to this turn, and what to remember of it."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[EventType]:
        """Answer, and hand the structured answer on; whoever shows it renders it."""
        answer, events = await self.reply(Turn(tracker))
        dispatcher.utter_message(json_message={"answer": answer.model_dump(mode="json")})
        return events

    async def reply(self, turn: Turn) -> Reply:
        """The answer, worked out here and now: the content is in memory."""
        return self.answer(turn)
