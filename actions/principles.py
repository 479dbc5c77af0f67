"""The nine principles."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reference


class ShowPrinciple(GuideAction):
    """The principle asked about, or all nine to choose from."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_principle"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return reference.by_id(desk(), turn.topic) or reference.list_principles(desk()), []
