"""Pages of the six messages of a return: a form, a letter to print, and every answer that is awaited."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from aiohttp import web

from bot.cases.facts import ChangedMeanwhile
from bot.checklists.exporting import moment
from bot.gateway.cases import on_case
from bot.gateway.casework import at_work
from bot.gateway.forms import filled_in
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned, whole_number
from bot.gateway.visitor import asking
from bot.referral.messages import ConsentMissing, NotFilledIn

_AHEAD = 14 * 86_400.0


async def waiting(request: web.Request) -> web.Response:
    """Every answer that is overdue or due within two weeks, of all cases."""
    messages = at_work(request).messages
    now = at_work(request).matters.clock()
    found = await asyncio.to_thread(messages.awaited, now + _AHEAD)
    return page(request, "referral/waiting.html", awaited=found, now=now, moment=moment)


async def one(request: web.Request) -> web.Response:
    """One message: its form, or what was sent."""
    return await _page(request, "referral/message.html")


async def letter(request: web.Request) -> web.Response:
    """The same as a letter to print, with codes and blank lines for what is written by hand."""
    return await _page(request, "referral/letter.html")


async def write(request: web.Request) -> web.Response:
    """Keep what was filled in; with `do=send`, write down that it went out or came."""
    code, number = request.match_info["code"], int(request.match_info["number"])
    fields, by, work = await filled_in(request), asking(request).account_id, at_work(request)
    form, seen = await request.post(), whole_number(fields["seen"])
    given = {
        name.removeprefix("f-"): [cleaned(value) for value in form.getall(name)]
        for name in form
        if name.startswith("f-")
    }

    def act() -> None:
        case = work.cases.find(code)
        (work.messages.send if fields["do"] == "send" else work.messages.fill)(case, number, given, by, seen)

    try:
        await on_case(act)
    except NotFilledIn as error:
        return await _page(request, "referral/message.html", 422, lacking=error.fields)
    except ChangedMeanwhile:
        lost = {name: words for name, (words, *_) in given.items() if words}
        return await _page(request, "referral/message.html", 422, lost=lost)
    except ConsentMissing as error:
        return await _page(request, "referral/message.html", 422, no_consent=error.purpose)
    raise web.HTTPSeeOther(f"/cases/{code}/messages/{number}#said")


async def _page(request: web.Request, template: str, status: int = 200, **wrong: Any) -> web.Response:
    shown = await on_case(partial(_read, request))
    return page(request, template, status=status, **{"lacking": (), "no_consent": "", "lost": None, **shown, **wrong})


def _read(request: web.Request) -> dict[str, Any]:
    work, number = at_work(request), int(request.match_info["number"])
    case = work.cases.read(request.match_info["code"], asking(request).account_id)
    every = work.messages.of(case)
    answer = next((one for one in every if one.letter.confirms == every[number - 1].letter.id), None)
    return {
        "case": case,
        "message": every[number - 1],
        "answer": answer,
        "on_hold": work.returns.of(case).on_hold,
        "moment": moment,
        "now": work.matters.clock(),
    }
