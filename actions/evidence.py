"""Re-trafficking, and why something helps or where it comes from."""

from __future__ import annotations

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn
from knowledge.guidance import reactions, reference
from knowledge.kinds import Topic


class ShowRetrafficking(GuideAction):
    """What is known of being trafficked again."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_retrafficking"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.topic and desk().store.has(Topic, turn.topic):
            return reference.topic(desk(), turn.topic), []
        return reference.by_id(desk(), turn.topic) or reference.list_topics(desk(), "retrafficking"), []


class ShowEvidence(GuideAction):
    """Why it would help, when something was just answered; else the subject asked about."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_show_evidence"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        chosen = turn.button("topic")
        if chosen and desk().store.has(Topic, chosen):
            return reference.topic(desk(), chosen), []
        seen = turn.answered_before()
        if seen and chosen != "sources":
            return reactions.why(desk(), seen), []
        if turn.topic and desk().store.has(Topic, turn.topic):
            return reference.topic(desk(), turn.topic), []
        return reference.list_topics(desk(), "evidence"), []
