"""The first page of trainers: it says honestly what is there today."""

from __future__ import annotations

from aiohttp import web

from bot.gateway.rendering import page


async def practice(request: web.Request) -> web.Response:
    """A trainer's first page."""
    return page(request, "practice.html")
