"""A described behaviour, and what is asked after it."""

from __future__ import annotations

from typing import List

from rasa_sdk.events import EventType, SlotSet

from actions._base import GuideAction, Reply
from actions._desk import desk
from actions._turn import Turn, remember
from knowledge.guidance import reactions, service, situations
from knowledge.guidance.reactions import Seen
from knowledge.guidance.uncertainty import candidates, too_close
from knowledge.kinds import Reaction, Situation, Variant
from knowledge.setbacks import it_did_not_help


def explained(turn: Turn, seen: list[Seen], circumstance: str | None) -> Reply:
    """The full answer for at most two reactions, remembered for follow-ups."""
    seen = seen[:2]
    answer = reactions.explain(desk(), seen, circumstance)
    return answer, remember(seen, list(reactions.first_shown(answer)))


class ExplainReaction(GuideAction):
    """Answers a described behaviour, asks when it is unsure, and says so when it is none of the eight."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_explain_reaction"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        chosen = turn.button("reaction")
        if chosen:
            return explained(turn, [_as_described(turn, chosen)], turn.circumstance)
        if turn.button("topic") == "describe":
            return service.describe(desk()), []
        fresh: List[EventType] = [SlotSet("circumstance", None), SlotSet("urgent", None)]  # a new person, perhaps
        seen = turn.recognised()
        if seen and not too_close(turn.understood):
            answer, events = explained(turn, seen, turn.said_with)
            return answer, [*fresh, *events]
        offered = [one for one in candidates(turn.understood) if desk().store.has(Reaction, one)]
        forget: List[EventType] = [*fresh, SlotSet("seen", None)]
        if offered:
            return reactions.clarify(desk(), offered), [*forget, SlotSet("offered", offered)]
        return reactions.none_of_the_eight(desk()), [*forget, SlotSet("offered", None)]


def _as_described(turn: Turn, reaction: str) -> Seen:
    """The chosen reaction, with the words that led to it if the last description had any."""
    known = {one.id: one for one in turn.answered_before()}
    return known.get(reaction, Seen(reaction))


def _in_an_emergency(turn: Turn) -> Reply | None:
    """A follow-up right after an urgent answer is about the emergency, not about what was talked of before."""
    known = [one for one in turn.urgent() if desk().store.has(Situation, one)]
    return (situations.first_aid(desk(), known), []) if known else None


class GiveCircumstance(GuideAction):
    """Answers again for a child, a man, an interpreter, a border."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_give_circumstance"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        named = turn.topic if turn.topic and desk().store.has(Variant, turn.topic) else turn.circumstance
        seen = turn.answered_before() or turn.recognised()
        if not seen:
            return reactions.ask_which(desk()), [SlotSet("circumstance", named)]
        answer, events = explained(turn, seen, named)
        return answer, [*events, SlotSet("circumstance", named)]


class MoreToTry(GuideAction):
    """What else could help, or what to do when it did not, by the button or in words."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_more_to_try"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        seen = turn.answered_before() or turn.recognised()
        if emergency := _in_an_emergency(turn):
            return emergency
        if not seen:
            return reactions.ask_which(desk()), []
        did_not_help = turn.button("topic") == "did_not_help" or it_did_not_help(turn.text)
        answer = reactions.more_to_try(desk(), seen, turn.shown(), did_not_help)
        return answer, [SlotSet("shown", [*turn.shown(), *reactions.first_shown(answer)])]


class WordsToSay(GuideAction):
    """Sentences ready to use."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_words_to_say"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if emergency := _in_an_emergency(turn):
            return emergency
        seen = turn.subject()
        if not seen:
            return reactions.ask_which(desk()), []
        answer = reactions.words_to_say(desk(), seen, turn.circumstance)
        return answer, remember(seen, turn.shown())


class WhatToAvoid(GuideAction):
    """What is better not done."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_what_to_avoid"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if emergency := _in_an_emergency(turn):
            return emergency
        seen = turn.subject()
        if not seen:
            return reactions.ask_which(desk()), []
        answer = reactions.what_to_avoid(desk(), seen, turn.circumstance)
        return answer, remember(seen, turn.shown())


class Affirm(GuideAction):
    """A yes: it asks once more which of the offered ones, or goes on."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_affirm"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.offered():
            return reactions.clarify(desk(), turn.offered()), []
        return service.go_on(desk()), []


class Deny(GuideAction):
    """A no: to what was offered, or to what was answered."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_deny"

    def answer(self, turn: Turn) -> Reply:
        """See `GuideAction.answer`."""
        if turn.offered():
            return service.tell_more(desk()), [SlotSet("offered", None)]
        return service.start_over(desk()), []
