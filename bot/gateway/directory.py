"""The referral directory: staff find a service, supervisors keep it right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.directory.directory import ServiceChanged
from bot.directory.entry import CONTACTS, FOR_WHOM, HELP, Entry, NoSuchService, Service, WrongEntry, languages_of
from bot.gateway.casework import at_directory
from bot.gateway.forms import filled_in, ticked
from bot.gateway.keys import SITE
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned, whole_number
from bot.gateway.visitor import asking

_SAID = frozenset({"added", "changed", "reviewed", "removed"})
_LONGEST_QUESTION = 200


async def show(request: web.Request) -> web.Response:
    """Every service, or those that answer a question."""
    directory = at_directory(request)
    question = cleaned(request.query.get("q"))[:_LONGEST_QUESTION]
    matches = await asyncio.to_thread(directory.search, question)
    said, site = request.query.get("said", ""), request.app[SITE]
    stale = sum(match.service.is_stale for match in matches)
    shown: dict[str, Any] = {
        "matches": matches,
        "question": question,
        "stale": stale,
        "said": said if said in _SAID else "",
    }
    return page(request, "directory/list.html", **shown, phone_of=site.phone, note_of=site.note)


async def blank(request: web.Request) -> web.Response:
    """An empty entry to fill in."""
    return _form(request, {})


async def add(request: web.Request) -> web.Response:
    """Put a service into the directory."""
    filled = await _filled(request)
    try:
        entry = _entry(filled)
        await asyncio.to_thread(at_directory(request).add, entry, asking(request).account_id)
    except WrongEntry as error:
        return _form(request, filled, wrong=error.field)
    raise web.HTTPSeeOther("/directory?said=added#said")


async def one(request: web.Request) -> web.Response:
    """One service, to change it."""
    service = await _found(lambda: at_directory(request).get(request.match_info["service"]))
    return _form(request, {**service.entry.kept(), "seen": service.version}, service)


async def change(request: web.Request) -> web.Response:
    """Write an entry anew, unless somebody else changed it since."""
    filled, directory, number = await _filled(request), at_directory(request), request.match_info["service"]
    seen = whole_number(filled["seen"])
    service = await _found(lambda: directory.get(number))
    try:
        entry = _entry(filled)
        await _found(lambda: directory.change(number, seen, entry, asking(request).account_id))
    except WrongEntry as error:
        return _form(request, filled, service, wrong=error.field)
    except ServiceChanged:
        # What they typed stays in the fields, what stands now beside it: sent again, it takes that place.
        service = await _found(lambda: directory.get(number))
        return _form(request, {**filled, "seen": service.version}, service, wrong="changed")
    raise web.HTTPSeeOther("/directory?said=changed#said")


async def reviewed(request: web.Request) -> web.Response:
    """Somebody made sure today that an entry is right."""
    number = request.match_info["service"]
    await _found(lambda: at_directory(request).reviewed(number, asking(request).account_id))
    raise web.HTTPSeeOther("/directory?said=reviewed#said")


async def remove(request: web.Request) -> web.Response:
    """Take a service out."""
    number = request.match_info["service"]
    await _found(lambda: at_directory(request).remove(number, asking(request).account_id))
    raise web.HTTPSeeOther("/directory?said=removed#said")


async def _filled(request: web.Request) -> dict[str, Any]:
    form = await filled_in(request)
    return {**form, "help": await ticked(request, "help"), "for_whom": await ticked(request, "for_whom")}


def _entry(filled: dict[str, Any]) -> Entry:
    """The entry somebody typed. Raises WrongEntry."""
    return Entry(
        name=filled["name"].strip(),
        help=tuple(one for one in HELP if one in filled["help"]),
        for_whom=tuple(one for one in FOR_WHOM if one in filled["for_whom"]),
        languages=languages_of(filled["languages"]),
        hours=filled["hours"].strip(),
        contact=filled["contact"],
        note=filled["note"].strip(),
        reviewed_on=filled["reviewed_on"],
    )


def _form(
    request: web.Request, filled: dict[str, Any], service: Service | None = None, wrong: str = ""
) -> web.Response:
    known = {"help": HELP, "for_whom": FOR_WHOM, "contacts": CONTACTS, "today": at_directory(request).today}
    empty = {"name": "", "help": (), "for_whom": (), "languages": "", "hours": "", "contact": "", "note": ""}
    shown = {
        "filled": {**empty, "reviewed_on": known["today"], **filled},
        "service": service,
        "wrong": wrong,
        "known": known,
    }
    return page(request, "directory/one.html", status=422 if wrong else 200, **shown)


async def _found(act: Callable[[], Any]) -> Any:
    """Do it on a thread; a service that is not there is a page that is not there."""
    try:
        return await asyncio.to_thread(act)
    except NoSuchService:
        raise web.HTTPNotFound from None
