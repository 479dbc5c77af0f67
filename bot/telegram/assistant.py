"""General questions of a supervisor, through the door: masked, understood, answered, and nothing of it kept.

What was typed goes no further than understanding. It becomes one of the choices that the web page offers too, and only
that choice is answered, in a conversation that is not stored. What may be about a person or a case is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from bot.conversation import Turn
from bot.guards import Refused, pass_guards
from bot.telegram import general, rendering
from bot.telegram.replies import Button
from knowledge.guidance.desk import Desk
from knowledge.guidance.telegram import sentence
from knowledge.kinds import Checklist, Principle, Reaction, Topic

#: From this confidence on a request counts as understood.
_UNDERSTOOD = 0.5
_ANSWERED = frozenset({"guidance", "principle", "checklist", "retrafficking", "evidence", "about", "help"})
_LIST_OF = {
    "ask_principle": "principles",
    "ask_checklist": "checklists",
    "ask_retrafficking_risk": "retrafficking",
    "ask_evidence": "evidence",
}


class Door(Protocol):
    """What is needed of the door to the assistant."""

    async def understand(self, text: str) -> dict[str, Any]:
        """What the pipeline makes of a text once it is masked. Raises Refused."""

    async def choose(self, conversation_id: str | None, choice: str) -> Turn:
        """The answer to a button; without a conversation nothing is stored."""


@dataclass(frozen=True)
class Spoken:
    """What to say. `dropped` means that the question should be deleted from the chat."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    dropped: bool = False


class Assistant:
    """Answers general questions."""

    def __init__(self, door: Door, desk: Desk, longest: int) -> None:
        """Use the door; `longest` is how many characters the guards let in."""
        self._door, self._desk, self._longest = door, desk, longest

    async def ask(self, text: str) -> Spoken:
        """The answer to a question, or why not here."""
        try:
            understood = await self._door.understand(pass_guards(text, self._longest))
        except Refused:
            return self._dropped("web_page")
        if general.is_urgent(understood):
            return self._dropped("urgent")
        choice = self._choice(text, understood)
        return await self.answer(choice) if choice else self._dropped("web_page")

    async def answer(self, choice: str, page: int = 1) -> Spoken:
        """A page of the answer to a choice."""
        turn = await self._door.choose(None, choice) if rendering.is_offered(choice) else None
        answer = turn.answers[0] if turn else None
        if answer is None or answer.kind not in _ANSWERED:
            return Spoken(sentence(self._desk, "failed"))
        texts = rendering.pages(answer, self._desk.site)
        page = min(max(page, 1), len(texts))
        rows = rendering.buttons(answer, choice, page, len(texts), self._desk)
        return Spoken(texts[page - 1], tuple(tuple(row) for row in rows))

    async def sources(self, choice: str) -> Spoken:
        """Where the answer to a choice comes from."""
        turn = await self._door.choose(None, choice) if rendering.is_offered(choice) else None
        told = rendering.sources(turn.answers[0], self._desk) if turn else ""
        return Spoken(told or sentence(self._desk, "failed"))

    def _choice(self, text: str, understood: dict[str, Any]) -> str | None:
        """What is asked for as a choice; None when it may be about somebody, or is nothing for here."""
        if understood.get("masked") or general.is_about_somebody(text):
            return None
        intent = general.intent_of(understood)
        if general.is_question(text):
            reaction = self._named(text) or (intent in general.ABOUT_REACTIONS and self._recognised(understood))
            if reaction:
                return f"reaction:{reaction}"
        if intent not in general.REFERENCE:
            return None
        return self._item(understood.get("topic")) or _LIST_OF.get(intent, "help")

    def _named(self, text: str) -> str | None:
        """The reaction that is called by its name."""
        for reaction in self._desk.store.all(Reaction):
            if any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in _names(reaction)):
                return reaction.id
        return None

    def _recognised(self, understood: dict[str, Any]) -> str | None:
        found = [one for one in understood.get("reactions") or [] if one["confidence"] >= _UNDERSTOOD]
        return str(found[0]["id"]) if found else None

    def _item(self, topic: str | None) -> str | None:
        kinds = (Principle, Checklist, Topic)
        return next((f"{kind.kind}:{topic}" for kind in kinds if topic and self._desk.store.has(kind, topic)), None)

    def _dropped(self, why: str) -> Spoken:
        return Spoken(sentence(self._desk, why), dropped=True)


def _names(reaction: Reaction) -> list[str]:
    """A reaction's title, and its parts as people say them."""
    parts = reaction.title.replace(",", " and ").replace("/", " and ").split(" and ")
    return [reaction.title, *(part.strip() for part in parts if len(part.strip()) > 3)]
