"""Rings the bell of a supervisor in Telegram: the messenger that the alerts' worker uses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiogram.methods import SendMessage

from bot.accounts.office import Office
from bot.alerts.messenger import CannotReach, texts
from bot.telegram import pairing, sent
from bot.telegram.line import Line
from bot.telegram.replies import Button, Replies, keyboard
from knowledge.guidance.desk import Desk
from knowledge.guidance.telegram import sentence

#: Templates that ask for something; the others only tell.
_ASKING = frozenset({"item_new", "item_waiting", "item_passed"})


class Bell:
    """Sends the templates of `bot.alerts.messages`, with a code and a count and nothing else."""

    def __init__(
        self, office: Office, line: Line, replies: Replies, desk: Desk, open_address: str, clock: Callable[[], float]
    ) -> None:
        """`open_address` is what the button “Open” leads to; empty: it only says where to go."""
        self._office, self._line, self._replies, self._desk = office, line, replies, desk
        self._open, self._clock = open_address, clock
        self._texts = texts()

    async def deliver(self, account_id: int, template: str, code: str, count: int, once: str) -> str:
        """See `bot.alerts.messenger.Messenger`. The receipt is the message's number."""
        records = self._office.records
        before = await asyncio.to_thread(sent.number_of, records, once)
        if before is not None:
            return str(before)
        chat = await asyncio.to_thread(pairing.chat_of, self._office, account_id)
        if chat is None:
            raise CannotReach("not_paired")
        if template == "item_settled":
            await self.take_down(account_id, chat, code)
        text, rows = self.text(template, code, count), self.buttons(code) if template in _ASKING else ()
        message = await self._line.ask(SendMessage(chat_id=chat, text=text, reply_markup=keyboard(rows)))
        await asyncio.to_thread(sent.note, records, once, account_id, code, message.message_id, self._clock())
        return str(message.message_id)

    def text(self, template: str, code: str = "", count: int | str = 0) -> str:
        """A template, filled in."""
        return self._texts[template].format(code=code, count=count)

    def buttons(self, code: str) -> list[list[Button]]:
        """What can be done with an alert."""
        words = {name: sentence(self._desk, name) for name in ("have_it", "pass_on", "open")}
        opening = self._open or f"open:{code}"
        return [[(words["have_it"], f"have:{code}"), (words["pass_on"], f"pass:{code}")], [(words["open"], opening)]]

    async def take_down(self, account_id: int, chat: int, code: str) -> None:
        """Delete our messages about an alert from somebody's chat, as far as Telegram lets us."""
        for number in await asyncio.to_thread(sent.standing, self._office.records, account_id, code):
            self._replies.delete(chat, number)

    async def tidy(self) -> None:
        """Delete what has stood for a day."""
        for account_id, number in await asyncio.to_thread(sent.aged, self._office.records, self._clock()):
            chat = await asyncio.to_thread(pairing.chat_of, self._office, account_id)
            if chat is not None:
                self._replies.delete(chat, number)
