"""Tells open chat pages, within a second or two, how far their alerts have come."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import weakref
from collections.abc import MutableMapping

from aiohttp import web

from bot.alerts import reading
from bot.gateway import cookies, own_alerts
from bot.gateway.access import may
from bot.gateway.keys import ALERTS, PERSON
from bot.gateway.middlewares import find_person

_log = logging.getLogger(__name__)
_PAUSE = 1.0
#: Seconds looked back: a change is dated before it is committed, so one may become visible after a later one.
_LOOK_BACK = 10.0
_WATCHED: web.AppKey[MutableMapping[web.WebSocketResponse, web.Request]] = web.AppKey("watched_sockets")
_SHOWN: web.AppKey[MutableMapping[web.WebSocketResponse, str]] = web.AppKey("shown_alerts")


def set_up(app: web.Application) -> None:
    """Watch for changes as long as the application runs."""
    app[_WATCHED], app[_SHOWN] = weakref.WeakKeyDictionary(), weakref.WeakKeyDictionary()
    app.cleanup_ctx.append(_watching)


async def show(request: web.Request, socket: web.WebSocketResponse) -> None:
    """Send the alerts of this socket's conversation, if they are not what the page shows already."""
    request.app[_WATCHED][socket] = request
    person = request[PERSON]
    html = await own_alerts.strip(request, person) if person is not None else ""
    if html == request.app[_SHOWN].get(socket, "") or socket.closed:
        return
    request.app[_SHOWN][socket] = html
    with contextlib.suppress(ConnectionError):
        await socket.send_json({"type": "alerts", "html": html})


async def _watching(app: web.Application):  # type: ignore[no-untyped-def]
    task = asyncio.create_task(_watch(app)) if app.get(ALERTS) is not None else None
    yield
    if task is not None:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _watch(app: web.Application) -> None:
    while True:
        try:
            changed = await asyncio.to_thread(reading.changed_since, app[ALERTS].post, time.time() - _LOOK_BACK)
            await _tell(app, changed)
        except Exception as error:
            # A database that is away comes back; pages show what they had until then.
            _log.error("alerts could not be watched: %s", type(error).__name__)
        await asyncio.sleep(_PAUSE)


async def _tell(app: web.Application, changed: set[int]) -> None:
    for socket, request in list(app[_WATCHED].items()):
        person = request[PERSON]
        if person is None or person.account_id not in changed or socket.closed:
            continue
        still = await find_person(request, cookies.session_token(request), is_alive=False)
        if still is not None and may(still.role, "socket"):
            await show(request, socket)
