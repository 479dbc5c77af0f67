"""Practice with a resident played by the service: it is asked for here, and takes place on a page of its own."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import practising, service
from knowledge.kinds import Scenario


class StartRoleplay(GuideAction):
    """Practice was asked for."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_start_roleplay"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        chosen = turn.button("topic")
        if chosen and desk().store.has(Scenario, chosen):
            return practising.resident(desk(), chosen), []
        return practising.residents(desk(), [one.id for one in turn.subject()]), []


class EndRoleplay(GuideAction):
    """Practice is to end."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_end_roleplay"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        return service.no_practice_running(desk()), []
