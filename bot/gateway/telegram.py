"""A supervisor's own page about Telegram: pair a chat with a one-time code, see that it is paired, let go of it."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from bot.gateway.keys import OFFICE, TELEGRAM
from bot.gateway.rendering import page
from bot.gateway.sign_in import checked
from bot.gateway.visitor import asking
from bot.telegram import pairing


async def show(request: web.Request) -> web.Response:
    """Whether a chat is paired."""
    return await _page(request)


async def pair(request: web.Request) -> web.Response:
    """Make a one-time code and show it, this once."""
    if TELEGRAM not in request.app:
        return await _page(request)
    office, mine = request.app[OFFICE], asking(request).account_id
    return await _page(request, await checked(request, lambda: pairing.new_code(office, mine, time.time())))


async def unpair(request: web.Request) -> web.Response:
    """Let go of the chat."""
    await asyncio.to_thread(pairing.unpair, request.app[OFFICE], asking(request).account_id)
    raise web.HTTPSeeOther("/telegram?said=unpaired#said")


async def _page(request: web.Request, code: str = "") -> web.Response:
    office, mine = request.app[OFFICE], asking(request).account_id
    bot = request.app.get(TELEGRAM)
    return page(
        request,
        "telegram.html",
        code=code,
        is_used=bot is not None,
        bot_name=bot.bot_name if bot else "",
        paired_at=await asyncio.to_thread(pairing.paired_at, office, mine),
        said="unpaired" if request.query.get("said") == "unpaired" else "",
    )
