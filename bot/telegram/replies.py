"""What the bot says and does beside the work itself: in the background, tried a few times, given up without harm.

What matters, such as that somebody has an item, is done before and does not wait for any of this.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

from aiogram.methods import AnswerCallbackQuery, DeleteMessage, LeaveChat, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.alerts.messenger import CannotReach, TryLater
from bot.telegram.line import Line

_log = logging.getLogger(__name__)
_TRIES = 4
_LONGEST_WAIT = 30.0
_MOST_AT_ONCE = 500
_LONGEST_DATA = 64  # bytes of callback data, by the API

Button = tuple[str, str]
"""Words, and what comes back when it is pressed; or an address that it opens."""


class Replies:
    """Says, answers presses, deletes and leaves."""

    def __init__(self, line: Line) -> None:
        """Use a line."""
        self._line = line
        self._tasks: set[asyncio.Task[Any]] = set()

    def say(self, chat: int, text: str, rows: Sequence[Sequence[Button]] = ()) -> None:
        """A message with rows of buttons under it."""
        self._send(SendMessage(chat_id=chat, text=text, reply_markup=keyboard(rows)))

    def toast(self, query: str, text: str) -> None:
        """A short answer to a press, which goes away by itself."""
        self._send(AnswerCallbackQuery(callback_query_id=query, text=text))

    def delete(self, chat: int, number: int) -> None:
        """Delete a message, ours or theirs. Telegram allows it for 48 hours."""
        self._send(DeleteMessage(chat_id=chat, message_id=number))

    def leave(self, chat: int) -> None:
        """Leave a group."""
        self._send(LeaveChat(chat_id=chat))

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something longer in the background; too much at once is let go."""
        if len(self._tasks) >= _MOST_AT_ONCE:
            work.close()
            _log.warning("too many replies at once")
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def settled(self, seconds: float = 5.0) -> None:
        """Wait until all is said, or give up the rest after so many seconds."""
        while self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    def _send(self, method: TelegramMethod[Any]) -> None:
        self.begin(self._try(method))

    async def _try(self, method: TelegramMethod[Any]) -> None:
        for _ in range(_TRIES):
            try:
                await self._line.ask(method)
                return
            except CannotReach:
                return
            except TryLater as later:
                await asyncio.sleep(min(later.seconds, _LONGEST_WAIT))
        _log.warning("a reply was given up")

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a reply failed: %s", type(task.exception()).__name__)


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Buttons as Telegram wants them. One whose data would be too long is left out."""
    made = [[_button(words, goal) for words, goal in row if len(goal.encode()) <= _LONGEST_DATA] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=[row for row in made if row]) if any(made) else None


def _button(words: str, goal: str) -> InlineKeyboardButton:
    if goal.startswith(("http://", "https://")):
        return InlineKeyboardButton(text=words, url=goal)
    return InlineKeyboardButton(text=words, callback_data=goal)
