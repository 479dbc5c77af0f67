"""Telegram as one part of the service: put together here, begun and ended with the web server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiogram.methods import GetMe
from aiohttp import web

from bot.accounts.office import Office
from bot.alerts.messenger import CannotReach, TryLater
from bot.alerts.service import AlertService
from bot.settings import Settings, SettingsError
from bot.telegram.assistant import Assistant, Door
from bot.telegram.bell import Bell
from bot.telegram.duties import Duties, Waiting
from bot.telegram.hook import hook
from bot.telegram.line import Line, TokenError, read_token
from bot.telegram.polling import poll
from bot.telegram.reception import Reception
from bot.telegram.replies import Replies
from knowledge.guidance.desk import Desk

T = TypeVar("T")
_log = logging.getLogger(__name__)
_TIDY_EVERY = 3600.0
_NOT_YET = 5.0


class Telegram:
    """Rings bells (`deliver`) and answers supervisors while it runs. `bot_name` is known once Telegram was reached."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        desk: Desk,
        door: Door,
        alerts: AlertService,
        overdue: Waiting | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Put the parts together; nothing is sent yet. Raises SettingsError."""
        self._settings = settings
        self._line = Line(_checked(settings), settings.telegram_api)
        self._replies = Replies(self._line)
        self._bell = Bell(office, self._line, self._replies, desk, settings.telegram_open, clock)
        duties = Duties(alerts, self._bell, self._replies, desk, clock, overdue)
        assistant = Assistant(door, desk, settings.longest_message) if settings.telegram_assistant else None
        self._reception = Reception(office, duties, assistant, self._replies, desk, clock)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.bot_name = ""

    async def deliver(self, account_id: int, template: str, code: str, count: int, once: str) -> str:
        """See `bot.alerts.messenger.Messenger`. May be called from any event loop."""
        return await self._there(self._bell.deliver(account_id, template, code, count, once))

    async def running(self, app: web.Application) -> AsyncIterator[None]:
        """Run beside a web application (for `cleanup_ctx`)."""
        async with self:
            yield

    async def __aenter__(self) -> Telegram:
        self._loop = asyncio.get_running_loop()
        self._tasks = [asyncio.create_task(work) for work in (self._fetch(), self._introduce(), self._tidy())]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loop = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._replies.settled(seconds=2.0)
        await self._line.close()

    async def _fetch(self) -> None:
        settings, receive = self._settings, self._reception.receive
        if settings.telegram_webhook:
            await hook(self._line, receive, settings.telegram_webhook, settings.host, settings.telegram_webhook_port)
        else:
            await poll(self._line, receive)

    async def _introduce(self) -> None:
        """Learn the bot's own name, which the page shows."""
        while not self.bot_name:
            try:
                self.bot_name = (await self._line.ask(GetMe())).username or ""
            except (TryLater, CannotReach):
                await asyncio.sleep(_NOT_YET)

    async def _tidy(self) -> None:
        while True:
            with contextlib.suppress(Exception):  # the next hour comes
                await self._bell.tidy()
            await asyncio.sleep(_TIDY_EVERY)

    async def _there(self, work: Coroutine[Any, Any, T]) -> T:
        loop = self._loop
        if loop is None:
            work.close()
            raise TryLater(_NOT_YET)
        if loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


def _checked(settings: Settings) -> Path:
    """The file with the token. Raises SettingsError when a setting of Telegram cannot work."""
    file = settings.telegram_token
    try:
        if file is None:
            raise TokenError("STEADYHAND_TELEGRAM_TOKEN_FILE is not set: name the file with the bot's token")
        read_token(file)
    except TokenError as error:
        raise SettingsError(str(error)) from None
    for name, address, schemes in (
        ("API", settings.telegram_api, ("http", "https")),
        ("OPEN", settings.telegram_open, ("http", "https")),
        ("WEBHOOK", settings.telegram_webhook, ("http", "https")),
    ):
        parts = urlsplit(address)
        if address and (parts.scheme not in schemes or not parts.hostname or parts.query or parts.username):
            remedy = "write a plain address such as https://help.example.org, without anything behind a question mark"
            raise SettingsError(f"STEADYHAND_TELEGRAM_{name} is no plain web address: {remedy}")
    return file
