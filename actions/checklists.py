"""The procedures."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reference


class ShowChecklist(GuideAction):
    """The checklist asked for, or all of them to choose from."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_checklist"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return reference.by_id(desk(), turn.topic) or reference.list_checklists(desk()), []
