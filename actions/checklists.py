"""The procedures."""

from __future__ import annotations

from actions._base import Reply
from actions._desk import desk, errands
from actions._turn import Turn
from actions.errands import ErrandAction, errand_of, run_errand
from knowledge.errands import Errand, code_in
from knowledge.guidance import reference


class ShowChecklist(ErrandAction):
    """The checklist asked for, or all of them to choose from; for a case, by its code, it is started."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_checklist"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.topic and code_in(turn.text) and errands():
            return run_errand(turn, self.errand(turn))
        return reference.by_id(desk(), turn.topic) or reference.list_checklists(desk()), []

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        return errand_of(turn, "start", checklist=turn.topic)
