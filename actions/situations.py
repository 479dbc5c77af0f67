"""What is urgent, before everything else."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn, remember
from knowledge.guidance import reactions, service, situations
from knowledge.guidance.reactions import Seen
from knowledge.kinds import Reaction, Situation


class FirstAid(GuideAction):
    """First steps for what was recognised, or for what was chosen by button."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_first_aid"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        chosen = turn.button("topic")
        named = [chosen] if chosen else [one["id"] for one in turn.understood.get("situations") or []]
        known = [one for one in named if desk().store.has(Situation, one)]
        if not known:
            return service.contacts(desk()), []
        return situations.first_aid(desk(), known), []


class NotUrgent(GuideAction):
    """Takes a wrong alarm back and answers the message as an ordinary one."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_not_urgent"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        described = turn.last_description()
        seen = [
            Seen(one["id"], tuple(cue["text"] for cue in one.get("cues", [])), tuple(one.get("manifestations", [])))
            for one in described.get("reactions") or []
            if desk().store.has(Reaction, one["id"])
        ]
        taken_back = situations.not_urgent(desk())
        if not seen:
            return taken_back, []
        answer = reactions.explain(desk(), seen, turn.circumstance).model_copy(update={"lead": taken_back.lead})
        return answer, remember(seen, answer, list(reactions.first_shown(answer)))
