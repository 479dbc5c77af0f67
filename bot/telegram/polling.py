"""Fetches updates by long polling: from inside, so that no port has to be open to anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.methods import DeleteWebhook
from sqlalchemy.exc import SQLAlchemyError

from bot.alerts.messenger import CannotReach, TryLater
from bot.telegram.line import GetUpdates, Line
from bot.telegram.updates import KINDS, number_of

_log = logging.getLogger(__name__)
_AT_A_TIME = 25.0
_LONGEST_PAUSE = 60.0
_TRIES = 5

Receive = Callable[[Any], Awaitable[None]]


async def poll(line: Line, receive: Receive, held: float = _AT_A_TIME) -> None:
    """Fetch and receive until cancelled. An update is confirmed once it was received; `held` is seconds of one poll."""
    offset: int | None = None
    failures, cleared = 0, False
    while True:
        try:
            if not cleared:  # a webhook set earlier would keep updates from us
                await line.ask(DeleteWebhook())
                cleared = True
            asked = GetUpdates(offset=offset, timeout=int(held), allowed_updates=list(KINDS))
            updates = await line.ask(asked, waiting=held)
        except (TryLater, CannotReach) as error:
            failures += 1
            cleared = cleared and failures < _TRIES
            pause = max(getattr(error, "seconds", 0.0), 2.0 ** min(failures, 10) / 4)
            _log.warning("updates could not be fetched: %s", type(error).__name__, extra={"count": failures})
            await asyncio.sleep(min(pause, _LONGEST_PAUSE))
            continue
        failures = 0
        for update in updates:
            await received(receive, update)
            number = number_of(update)
            if number is not None:
                offset = max(offset or 0, number + 1)


async def received(receive: Receive, update: Any) -> None:
    """Receive one update. When the records are away it is tried again for a while; nothing else is worth it."""
    for tried in range(_TRIES):
        try:
            return await receive(update)
        except SQLAlchemyError as error:
            _log.error("an update could not be handled: %s", type(error).__name__)
            await asyncio.sleep(2.0**tried / 4)
        except Exception as error:  # noqa: BLE001  (whatever an update does, the next one must be handled)
            _log.error("an update failed: %s", type(error).__name__)
            return None
    return None
