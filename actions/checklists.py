"""The procedures."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reference
from knowledge.kinds import Checklist


class ShowChecklist(GuideAction):
    """The checklist asked for, or all of them to choose from."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_checklist"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.topic and desk().store.has(Checklist, turn.topic):
            return reference.checklist(desk(), turn.topic), []
        return reference.list_checklists(desk()), []
