"""The one door to the assistant: guards, masking of personal details, then the engine, then the answer.

Web, Telegram and command line all come through here. It never raises for what a person typed, and never stays silent:
what a guard refuses and what fails inside come back as answers with calm words.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import ValidationError

from bot.guards import Refused, pass_guards
from bot.guards.commands import command_of
from bot.guards.masking import Finder, Masked, mask, with_given_positions
from bot.practice.by_words import ByWords
from knowledge.answer import Answer
from knowledge.guidance import service
from knowledge.guidance.desk import Desk
from knowledge.kinds import FOLDERS, Item, Move, Scenario

logger = logging.getLogger(__name__)

_KINDS: dict[str, type[Item]] = {**{kind.kind: kind for kind in FOLDERS.values()}, Scenario.kind: Scenario}
#: Half a character, as broken JSON may hold it; the tokenizers refuse it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Assistant(Protocol):
    """What the door needs of the engine."""

    async def handle(
        self, conversation: str | None, text: str, metadata: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """One turn: the messages of the assistant, once it is stored. Raises when it could not be.

        Without a conversation the turn stands alone, and nothing of it is stored.
        """

    async def parse(self, text: str, practice: bool = False) -> dict[str, Any]:
        """What the pipeline makes of a text; in `practice`, said to a played resident, its moves too."""

    async def events(self, conversation: str) -> list[dict[str, Any]]:
        """The events of a conversation so far."""


@dataclass(frozen=True)
class Turn:
    """What was said, and what came back. `said_choice` is true when a button was pressed.

    `said` is the masked text: no other is kept. `masked` names the kinds of detail that were taken out. A turn that is
    not `stored` is not part of the conversation: say so, and let the person try again.
    """

    said: str
    answers: tuple[Answer, ...]
    at: float = field(default_factory=time.time)
    said_choice: bool = False
    masked: tuple[str, ...] = ()
    stored: bool = True


@dataclass(frozen=True)
class Found:
    """Personal details in a message that was not sent yet: kind and words of each, and the text as it would be kept."""

    details: tuple[tuple[str, str], ...]
    masked_text: str


class Door:
    """Says, chooses, remembers."""

    def __init__(
        self, assistant: Assistant, desk: Desk, finder: Finder, longest_message: int = 2000, turn_seconds: float = 20.0
    ) -> None:
        """Put the parts together; nothing is opened here. `finder` finds what the assistant must not see."""
        self._assistant, self._desk, self._finder = assistant, desk, finder
        self._longest, self._seconds = longest_message, turn_seconds
        self._by_words = ByWords(desk.store.all(Move))

    async def say(self, conversation_id: str, text: str, circumstance: str | None = None, once: str = "") -> Turn:
        """A message in a person's own words. Under one mark (`once`) it becomes one turn, however often it comes."""
        try:
            masked = await self._masked(pass_guards(text, self._longest))
        except Refused as refused:
            answer = service.refused(self._desk, refused.reason, **refused.filled)
            return Turn(await self._shown(text[: self._longest]), (answer,))
        metadata: dict[str, Any] = {"circumstance": circumstance} if circumstance else {}
        if masked.kinds:
            metadata["masked"] = list(masked.kinds)
        answers, stored = await self._answers(conversation_id, masked.text, metadata, once)
        return Turn(masked.text, answers, masked=masked.kinds, stored=stored)

    async def look(self, text: str) -> Found | None:
        """The personal details of a message, so that its writer can be asked before it is sent.

        None when there are none, when the message may be urgent (nothing may hold that up; it is masked all the same)
        and when looking fails.
        """
        try:
            masked = await self._masked(pass_guards(text, self._longest))
            if not masked.spans:
                return None
            understood = await asyncio.wait_for(self._assistant.parse(masked.text), self._seconds)
        except Exception as error:  # noqa: BLE001  (the message itself is guarded and masked again when it is sent)
            logger.error("looking failed: %s", type(error).__name__)
            return None
        return None if understood.get("urgent") else Found(masked.details, masked.text)

    async def choose(self, conversation_id: str | None, choice: str, once: str = "") -> Turn:
        """A button of an earlier answer, by its id; taken once for each mark. Kept nowhere without a conversation."""
        try:
            command = command_of(choice, self._exists)
        except Refused as refused:
            return Turn("", (service.refused(self._desk, refused.reason),), said_choice=True)
        said = self._title(choice)
        answers, stored = await self._answers(conversation_id, command, {"said": said}, once)
        return Turn(said, answers, said_choice=True, stored=stored)

    async def history(self, conversation_id: str) -> list[Turn]:
        """The turns so far, oldest first."""
        events = await asyncio.wait_for(self._assistant.events(conversation_id), self._seconds)
        return list(_turns(events))

    async def understand(self, text: str, practice: bool = False) -> dict[str, Any]:
        """What the pipeline makes of a text once it is masked; positions are of the text as given. Raises Refused.

        A text that looks like a command is read as words. With `practice` the text is what a trainee says to a played
        resident, and its `moves` are recognised too.
        """
        readable = _LONE_SURROGATE.sub("\ufffd", text)
        lead = len(readable) - len(readable.lstrip())
        if readable.startswith("/", lead):
            readable = readable[:lead] + "." + readable[lead + 1 :]
        masked = await self._masked(readable)
        understood = await self._assistant.parse(masked.text, practice)
        if practice:
            understood = self._by_words.added(understood, masked.text.lstrip())
        return with_given_positions(understood, masked)

    async def _masked(self, text: str) -> Masked:
        """The text without personal details. When that fails, no text goes on: raises Refused."""
        try:
            return await asyncio.to_thread(mask, text, self._finder)
        except Exception as error:  # noqa: BLE001  (whatever failed, the text must not be passed unmasked)
            logger.error("masking failed: %s", type(error).__name__)
        raise Refused("unmasked")

    async def _shown(self, refused: str) -> str:
        """What is shown of a message that was refused."""
        try:
            return (await self._masked(refused)).text
        except Refused:
            return ""

    async def _answers(
        self, conversation_id: str | None, text: str, metadata: dict[str, Any], once: str
    ) -> tuple[tuple[Answer, ...], bool]:
        """The answers, and whether the turn is stored."""
        try:
            turn = self._assistant.handle(conversation_id, text, {**metadata, "once": once} if once else metadata)
            messages = await asyncio.wait_for(turn, self._seconds)
        except Exception as error:  # noqa: BLE001  (whatever failed, the person gets calm words and numbers to call)
            logger.error("turn failed: %s", type(error).__name__)
            return (service.trouble(self._desk),), False
        answers = _answers_in(message.get("custom") for message in messages)
        return answers or (service.trouble(self._desk),), True

    def _exists(self, kind: str, item_id: str) -> bool:
        return self._desk.store.has(_KINDS[kind], item_id)

    def _title(self, choice: str) -> str:
        """What the person's own bubble shows for a button."""
        head, _, value = choice.partition(":")
        if head == "reaction":
            return str(getattr(self._desk.store.get(_KINDS["reaction"], value), "everyday"))  # noqa: B009
        if head == "resident":
            return self._desk.store.get(Scenario, value).title
        if head in ("principle", "checklist", "topic", "situation"):
            return self._desk.store.get(_KINDS[head], value).title
        if head == "variant":
            return self._desk.store.get(_KINDS[head], value).title
        if choice in ("none_of_these", "not_urgent"):
            return self._desk.phrase(choice)
        return self._desk.phrase(f"choice_{value or head}")


def _answers_in(customs: Iterable[Any]) -> tuple[Answer, ...]:
    """The answers among the assistant's messages; one that cannot be read counts as not there."""
    answers = []
    for custom in customs:
        try:
            if isinstance(custom, dict) and "answer" in custom:
                answers.append(Answer.model_validate(custom["answer"]))
        except ValidationError:
            logger.error("an answer could not be read")
    return tuple(answers)


def _turns(events: list[dict[str, Any]]) -> Iterable[Turn]:
    said: dict[str, Any] | None = None
    customs: list[Any] = []
    for event in [*events, {"event": "user"}]:
        if event.get("event") == "user":
            if said is not None:
                yield _turn(said, customs)
            said, customs = event, []
        elif event.get("event") == "bot":
            customs.append((event.get("data") or {}).get("custom"))


def _turn(event: dict[str, Any], customs: list[Any]) -> Turn:
    chosen = (event.get("metadata") or {}).get("said")
    return Turn(
        said=chosen or str(event.get("text") or ""),
        answers=_answers_in(customs),
        at=float(event.get("timestamp") or 0.0),
        said_choice=bool(chosen),
        masked=tuple((event.get("metadata") or {}).get("masked") or ()),
    )
