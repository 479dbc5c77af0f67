"""The first pages of supervisors and trainers: they say honestly what is there today."""

from __future__ import annotations

from aiohttp import web

from bot.gateway.rendering import page


async def alerts(request: web.Request) -> web.Response:
    """A supervisor's first page."""
    return page(request, "alerts.html")


async def practice(request: web.Request) -> web.Response:
    """A trainer's first page."""
    return page(request, "practice.html")
