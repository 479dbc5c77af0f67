"""What is urgent, before everything else."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn, remember
from knowledge.guidance import reactions, reference, service, situations
from knowledge.kinds import Situation


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
        answered = [SlotSet("urgent", known), SlotSet("seen", None), SlotSet("shown", None), SlotSet("offered", None)]
        return situations.first_aid(desk(), known), answered


class NotUrgent(GuideAction):
    """Takes a wrong alarm back and answers the message as the ordinary one it was."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_not_urgent"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        described = Turn(turn.tracker, turn.last_description())
        taken_back = situations.not_urgent(desk())
        events = [SlotSet("urgent", None)]
        seen = described.recognised()[:2]
        asked = (described.understood.get("asked_intent") or {}).get("name")
        looked_up = reference.by_id(desk(), described.topic) if asked != "describe_behaviour" else None
        if looked_up:
            return looked_up.model_copy(update={"lead": f"{taken_back.lead} {looked_up.lead or ''}".strip()}), events
        if not seen:
            return taken_back, events
        answer = reactions.explain(desk(), seen, turn.circumstance).model_copy(update={"lead": taken_back.lead})
        return answer, remember(seen, list(reactions.first_shown(answer)))
