"""Takes each message once, however often it arrives.

People under stress press a button twice, and a socket that drops sends again what may already have been heard. Every
message therefore carries a random mark (`once`); the same mark in the same session gets the same answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bot.conversation import Found, Turn

_log = logging.getLogger(__name__)
_MOST_KEPT = 500
#: Seconds a finished turn is kept for a line that dropped; what was said should not lie in memory for longer.
_KEPT_FOR = 120.0


class Conversation(Protocol):
    """What the web needs of the door to the assistant (`bot.conversation`)."""

    async def say(self, conversation_id: str, text: str, *, once: str = "") -> Turn:
        """A message in a person's own words; the same mark (`once`) again gives the same turn."""

    async def choose(self, conversation_id: str, choice: str, *, once: str = "") -> Turn:
        """A button of an earlier answer, by its id."""

    async def look(self, text: str) -> Found | None:
        """The personal details in a message that was not sent yet, or None when there is nothing to ask its writer."""

    async def understand(self, text: str, practice: bool = False) -> dict[str, Any]:
        """What is made of a text without answering it; in `practice` its moves too. Raises bot.guards.Refused."""

    async def history(self, conversation_id: str) -> list[Turn]:
        """The turns so far, oldest first."""


class Turns:
    """Turns under way and just finished, by session and mark."""

    def __init__(self, patience: float = 45.0) -> None:
        """Give up on a turn after `patience` seconds."""
        self._patience = patience
        self._tasks: OrderedDict[tuple[str, str], asyncio.Task[Turn | None]] = OrderedDict()

    async def take(self, session: str, once: str, begin: Callable[[], Awaitable[Turn]]) -> Turn | None:
        """The turn of this message, or None when it could not be kept (the reason is logged, the words are not).

        A turn that is returned is stored.
        """
        if not once:
            return await self._safely(begin)
        key = (session, once)
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(self._safely(begin))
            asyncio.get_running_loop().call_later(self._patience + _KEPT_FOR, self._tasks.pop, key, None)
            while len(self._tasks) > _MOST_KEPT:
                self._tasks.popitem(last=False)
        # Shielded: when the browser goes away the turn still finishes and is found again under its mark.
        turn = await asyncio.shield(task)
        if turn is None:
            self._tasks.pop(key, None)
        return turn

    async def _safely(self, begin: Callable[[], Awaitable[Turn]]) -> Turn | None:
        try:
            turn = await asyncio.wait_for(begin(), self._patience)
            return turn if turn.stored else None
        except Exception as error:
            # The traceback of a turn may hold what was typed, so only the kind of error is logged.
            _log.error("a turn failed: %s", type(error).__name__)
            return None
