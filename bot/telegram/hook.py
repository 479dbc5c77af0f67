"""Takes updates by webhook, for sites whose network does not allow long polling: one address, on a port of its own.

Path and secret are drawn at each start and told to Telegram. A request without them gets 404 and nothing is read of it;
whatever comes with them gets 200, so that no update is sent again and again.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram.methods import SetWebhook
from aiohttp import web

from bot.alerts.messenger import CannotReach, TryLater
from bot.telegram.line import Line
from bot.telegram.polling import Receive, received
from bot.telegram.updates import KINDS

_log = logging.getLogger(__name__)
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
_LARGEST = 256 * 1024


def hook_app(path: str, secret: str, receive: Receive) -> web.Application:
    """The application that listens for Telegram alone."""

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET, "")
        right_path = hmac.compare_digest(request.match_info["path"].encode("utf-8", "replace"), path.encode())
        if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()) or not right_path:
            raise web.HTTPNotFound
        try:
            update = await request.json()
        except (ValueError, RecursionError, web.HTTPRequestEntityTooLarge):
            return web.Response()
        await received(receive, update)
        return web.Response()

    app = web.Application(client_max_size=_LARGEST)
    app.router.add_post("/{path}", take)
    return app


@asynccontextmanager
async def listening(host: str, port: int, receive: Receive) -> AsyncIterator[tuple[str, str, int]]:
    """Listen, and tell path, secret and port. Telegram's requests must be led here by a proxy of the site."""
    path, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    runner = web.AppRunner(hook_app(path, secret, receive), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield path, secret, runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def hook(line: Line, receive: Receive, public: str, host: str, port: int) -> None:
    """Listen until cancelled; Telegram is told where as soon as it can be reached."""
    async with listening(host, port, receive) as (path, secret, _):
        asked = SetWebhook(
            url=f"{public.rstrip('/')}/{path}", secret_token=secret, max_connections=1, allowed_updates=list(KINDS)
        )
        while True:
            try:
                await line.ask(asked)
                break
            except (TryLater, CannotReach) as error:
                _log.warning("the webhook could not be set: %s", type(error).__name__)
                await asyncio.sleep(min(getattr(error, "seconds", 60.0), 60.0))
        await asyncio.Event().wait()
