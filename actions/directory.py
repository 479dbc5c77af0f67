"""The referral directory: who can help outside the house."""

from __future__ import annotations

from actions._turn import Turn
from actions.errands import ErrandAction, errand_of
from knowledge.errands import Errand


class FindService(ErrandAction):
    """Services that answer a question, as “who can see a man for counselling?”."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_find_service"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        return errand_of(turn, "find")
