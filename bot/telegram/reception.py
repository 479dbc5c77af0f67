"""Receives each update and decides who it is from and what is done: strangers get no answer, groups are left.

What a supervisor types is read here and handed on in memory only.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from bot.accounts.office import Office
from bot.gateway.pace import Pace
from bot.telegram import pairing, sent
from bot.telegram.assistant import Assistant, Spoken
from bot.telegram.duties import Duties
from bot.telegram.replies import Replies
from bot.telegram.updates import Group, Message, Press, read
from knowledge.guidance.desk import Desk
from knowledge.guidance.telegram import sentence

#: A code of `bot.accounts.codes`, alone or after /start.
_CODE = re.compile(r"\s*(?:/start\s+)?([A-Za-z2-9]{4}(?:[- ]?[A-Za-z2-9]{4}){2})\s*", re.ASCII)
_COMMAND = re.compile(r"(/[a-z]{1,20})(?:@\w{1,64})?\s*", re.ASCII)
_ASKED = re.compile(r"(ask|src):([a-z_]{1,20}(?::[a-z0-9_]{1,50})?)|more:(\d{1,2}):([a-z_]{1,20}(?::[a-z0-9_]{1,50})?)")


class Reception:
    """Takes one update after the other."""

    def __init__(
        self,
        office: Office,
        duties: Duties,
        assistant: Assistant | None,
        replies: Replies,
        desk: Desk,
        clock: Callable[[], float],
    ) -> None:
        """Without an assistant general questions are sent to the web page."""
        self._office, self._duties, self._assistant = office, duties, assistant
        self._replies, self._desk, self._clock = replies, desk, clock
        self._turn = asyncio.Lock()
        self._strangers, self._groups = Pace(burst=10, per_second=0.1), Pace(burst=1, per_second=1 / 3600)
        self._supervisors = Pace(burst=30)

    async def receive(self, raw: Any) -> None:
        """Handle an update; the same again changes nothing. Raises sqlalchemy.exc.SQLAlchemyError: then try again."""
        happened = read(raw)
        if happened is None:
            return
        if isinstance(happened, Group):
            if self._groups.allows(str(happened.chat)):
                self._replies.leave(happened.chat)
            return
        async with self._turn:
            account_id = await asyncio.to_thread(pairing.account_of, self._office, happened.chat)
            if account_id is None:
                return await self._stranger(happened)
            if not self._supervisors.allows(str(account_id)):
                return
            if await asyncio.to_thread(sent.was_handled, self._office.records, happened.update):
                return
            if isinstance(happened, Press):
                await self._pressed(account_id, happened)
            else:
                await self._wrote(account_id, happened)
            await asyncio.to_thread(sent.handled, self._office.records, happened.update, self._clock())

    async def _stranger(self, happened: Message | Press) -> None:
        found = _CODE.fullmatch(happened.text) if isinstance(happened, Message) else None
        if found is None or not await asyncio.to_thread(pairing.is_awaited, self._office, self._clock()):
            return
        # Counted for all strangers together: looking at a code is dear on purpose.
        if not self._strangers.allows("all"):
            return
        owner = await asyncio.to_thread(pairing.pair, self._office, happened.chat, found[1], self._clock())
        if owner is not None and isinstance(happened, Message):
            self._replies.delete(happened.chat, happened.number)
            self._replies.say(happened.chat, sentence(self._desk, "paired"))

    async def _wrote(self, account_id: int, message: Message) -> None:
        command = _COMMAND.fullmatch(message.text)
        if command and command[1] in ("/help", "/start"):
            return self._help(message.chat)
        if command and await self._duties.command(command[1], account_id, message):
            return
        if _CODE.fullmatch(message.text):  # a code for a chat that is paired already
            return self._replies.delete(message.chat, message.number)
        if not message.text:
            return self._drop(message, Spoken(sentence(self._desk, "only_text"), dropped=True))
        if self._assistant is None:
            return self._drop(message, Spoken(sentence(self._desk, "web_page"), dropped=True))
        self._replies.begin(self._ask(self._assistant, message))

    async def _pressed(self, account_id: int, press: Press) -> None:
        if await self._duties.press(account_id, press):
            return
        self._replies.toast(press.query, "")
        asked = _ASKED.fullmatch(press.data)
        if asked and self._assistant is not None:
            self._replies.begin(self._more(self._assistant, press.chat, asked))

    async def _ask(self, assistant: Assistant, message: Message) -> None:
        self._drop(message, await assistant.ask(message.text))

    async def _more(self, assistant: Assistant, chat: int, asked: re.Match[str]) -> None:
        if asked[1] == "src":
            spoken = await assistant.sources(asked[2])
        else:
            spoken = await assistant.answer(asked[2] or asked[4], int(asked[3] or 1))
        self._replies.say(chat, spoken.text, spoken.rows)

    def _drop(self, message: Message, spoken: Spoken) -> None:
        """Answer, and delete the question where it should not stand."""
        if spoken.dropped:
            self._replies.delete(message.chat, message.number)
        self._replies.say(message.chat, spoken.text, spoken.rows)

    def _help(self, chat: int) -> None:
        text = sentence(self._desk, "help")
        if self._assistant is None:
            return self._replies.say(chat, text)
        offered = ("principles", "checklists", "retrafficking", "evidence")
        rows = [[(choice.title, f"ask:{choice.id}")] for choice in self._desk.choices(*offered)]
        return self._replies.say(chat, f"{text}\n\n{sentence(self._desk, 'help_questions')}", rows)
