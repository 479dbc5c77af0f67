"""The shift hand-over: what would be handed over now, a brief as it was handed over, and taking it over."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.checklists import reading
from bot.checklists.exporting import near
from bot.gateway.casework import at_checklists, at_hand_over
from bot.gateway.rendering import page
from bot.gateway.visitor import asking
from bot.hand_over.brief import Brief, NoSuchBrief, OwnBrief


async def show(request: web.Request) -> web.Response:
    """What would be handed over now, and the briefs of the last shifts."""
    hand_over = at_hand_over(request)

    def read() -> tuple[Brief, list[Brief]]:
        return hand_over.now(), hand_over.listed()

    brief, listed = await asyncio.to_thread(read)
    return page(request, "hand_over/now.html", **await _shown(request, brief, *listed), listed=listed)


async def make(request: web.Request) -> web.Response:
    """Hand over."""
    number = await asyncio.to_thread(at_hand_over(request).make, asking(request).account_id)
    raise web.HTTPSeeOther(f"/hand-over/{number}")


async def one(request: web.Request) -> web.Response:
    """A brief as it was handed over. That it was read is written down."""
    hand_over, by = at_hand_over(request), asking(request).account_id
    try:
        brief = await asyncio.to_thread(hand_over.read, request.match_info["brief"], by)
    except NoSuchBrief:
        raise web.HTTPNotFound from None
    notice = "own" if request.query.get("notice") == "own" else ""
    return page(request, "hand_over/one.html", **await _shown(request, brief), notice=notice)


async def take(request: web.Request) -> web.Response:
    """The next shift has it."""
    number, by = request.match_info["brief"], asking(request).account_id
    try:
        await asyncio.to_thread(at_hand_over(request).take, number, by)
    except NoSuchBrief:
        raise web.HTTPNotFound from None
    except OwnBrief:
        raise web.HTTPSeeOther(f"/hand-over/{number}?notice=own") from None
    raise web.HTTPSeeOther(f"/hand-over/{number}")


async def _shown(request: web.Request, *briefs: Brief) -> dict[str, Any]:
    book, person = at_checklists(request).book, asking(request)
    people = [one for brief in briefs for one in (brief.made_by, brief.taken_by)]
    names = await asyncio.to_thread(reading.names, book, people)
    shown = {"brief": briefs[0], "names": names, "me": person.account_id}
    return {**shown, "now": book.clock(), "moment": near}
