"""Practice with a resident played by the service: not part of this release, and it says so."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import service


class StartRoleplay(GuideAction):
    """Practice was asked for."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_start_roleplay"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.practice_not_ready(desk()), []


class EndRoleplay(GuideAction):
    """Practice is to end."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_end_roleplay"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.no_practice_running(desk()), []
