"""Checklists, cases, follow-up and the hand-over from the chat: read here, done by whoever the service sends."""

from __future__ import annotations

import asyncio
import re
from abc import abstractmethod
from typing import Any, List

from rasa_sdk.events import EventType, SlotSet

from actions._base import GuideAction, Reply
from actions._desk import desk, errands
from actions._turn import Turn
from knowledge.errands import Errand, Name, Steps, code_in, steps_in
from knowledge.guidance import errands as guidance

#: Said when the case that was spoken of last is meant, and when a list is meant for the house itself.
_SAME_CASE = re.compile(r"\bfor\s+(?:it|(?:this|that|the\s+new|the\s+same)\s+(?:case|code|one))\b", re.IGNORECASE)
_NO_CASE = re.compile(r"\b(?:no|without(?:\s+a)?)\s+case\b|\bfor\s+the\s+(?:house|shelter)\b", re.IGNORECASE)


class ErrandAction(GuideAction):
    """An action that has something done. Abstract, as its parent is."""

    async def reply(self, turn: Turn) -> Reply:
        """See `GuideAction.reply`; on another thread, since it waits for the database."""
        return await asyncio.to_thread(self.answer, turn)

    def answer(self, turn: Turn) -> Reply:
        """Have it done, and remember what the next message may be about."""
        return run_errand(turn, self.errand(turn))

    @abstractmethod
    def errand(self, turn: Turn) -> Errand:
        """What is to be done."""


def run_errand(turn: Turn, errand: Errand) -> Reply:
    """Have an errand done; where nobody can, say on which page it is done."""
    runner = errands()
    if runner is None:
        return guidance.on_the_page(desk(), errand), []
    done = runner.do(turn.conversation, errand, turn.once)
    remembered: List[EventType] = [SlotSet("run", done.run), SlotSet("listed_steps", list(done.listed) or None)]
    return done.answer, [*remembered, SlotSet("case_code", done.code or turn.tracker.get_slot("case_code"))]


def errand_of(turn: Turn, name: Name, **more: Any) -> Errand:
    """An errand with what the message and the conversation say."""
    known = {"run": turn.tracker.get_slot("run"), "listed": tuple(turn.tracker.get_slot("listed_steps") or ())}
    return Errand(name, words=turn.text, **{**known, "code": code_in(turn.text), **more})


class StartChecklist(ErrandAction):
    """Starts a checklist for a case, or goes on with it; without a case it is shown first."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_start_checklist"

    def answer(self, turn: Turn) -> Reply:
        """See `ErrandAction.answer`. To ask how something is begun must begin nothing."""
        errand = self.errand(turn)
        shown = guidance.ask_for_the_case(desk(), errand.checklist or "")
        if shown and errands() and not errand.code and not _NO_CASE.search(turn.text):
            return shown, []
        return run_errand(turn, errand)

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`. “For it” is the case that was spoken of last; “for her” may be anybody."""
        known = turn.tracker.get_slot("case_code") if _SAME_CASE.search(turn.text) else None
        return errand_of(turn, "start", checklist=turn.topic, code=code_in(turn.text) or known or "")


class GoOnChecklist(ErrandAction):
    """Goes on with the checklist that is open."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_go_on_checklist"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        return errand_of(turn, "go_on", checklist=turn.topic)


class TickSteps(ErrandAction):
    """Ticks steps, says that they do not apply, opens them again, or adds a note."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_tick_steps"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        steps = Steps(shown=(1,)) if turn.button("topic") == "next" else steps_in(turn.text)
        return errand_of(turn, "tick", steps=steps)


class OpenCase(ErrandAction):
    """Opens a case under a code made by chance."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_open_case"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`. “Open case B-014” names one that is there."""
        return errand_of(turn, "ask_case" if code_in(turn.text) else "open_case")


class AskCase(ErrandAction):
    """What is open and due for a case."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_ask_case"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`. Without a code it is the case that was spoken of last."""
        code = code_in(turn.text) or turn.tracker.get_slot("case_code") or ""
        return Errand("ask_case", code=code, words=turn.text, run=turn.tracker.get_slot("run"))


class AskFollowUp(ErrandAction):
    """Who must be contacted today."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_ask_follow_up"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        return errand_of(turn, "follow_up")


class HandOver(ErrandAction):
    """Makes the hand-over of the shift."""

    def name(self) -> str:
        """See `Action.name`."""
        return "action_hand_over"

    def errand(self, turn: Turn) -> Errand:
        """See `ErrandAction.errand`."""
        return errand_of(turn, "hand_over")
