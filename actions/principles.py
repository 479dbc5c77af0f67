"""The nine principles."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reference
from knowledge.kinds import Principle


class ShowPrinciple(GuideAction):
    """The principle asked about, or all nine to choose from."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_principle"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.topic and desk().store.has(Principle, turn.topic):
            return reference.principle(desk(), turn.topic), []
        return reference.list_principles(desk()), []
