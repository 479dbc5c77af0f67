"""Opens the service of practice for its pages, and finds the talk that a page is about."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from bot.cases.shelf import Shelf
from bot.gateway.keys import PRACTICE, STORE
from bot.gateway.visitor import asking
from bot.practice.drawer import Drawer
from bot.practice.residents import Residents
from bot.practice.service import Practice
from bot.practice.talk import NoSuchResident, NoSuchTalk, NotThisWay, Take, Talk
from bot.records.tombstones import TombstoneFile

T = TypeVar("T")


def set_up(app: web.Application, shelf: Shelf | None, tombstones: TombstoneFile | None) -> None:
    """Practice, beside what else this application keeps; None where nothing is kept."""
    if shelf is None:
        app[PRACTICE] = None
        return
    residents = Residents(app[STORE])
    app[PRACTICE] = Practice(Drawer(shelf.records, shelf.keys, residents, time.time, shelf.record, tombstones))


def at_practice(request: web.Request) -> Practice:
    """The service of practice. Raises 503 where nothing is kept."""
    found = request.app[PRACTICE]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def talk_id(request: web.Request) -> str:
    """The talk that the address names."""
    return request.match_info["talk"]


async def own_talk(request: web.Request) -> Talk:
    """The talk that the address names, if it is this person's own; else there is no such page."""
    practice, person = at_practice(request), asking(request)
    return await on_talk(lambda: practice.find(talk_id(request), person.account_id))


async def on_talk(act: Callable[[], T]) -> T:
    """What a call of the service gives; what is not there becomes a page that says so."""
    try:
        return await asyncio.to_thread(act)
    except NoSuchTalk:
        raise web.HTTPNotFound from None
    except NoSuchResident:
        raise web.HTTPSeeOther("/practice?notice=gone") from None
    except NotThisWay:
        raise web.HTTPBadRequest from None


def take_of(request: web.Request, talk: Talk, field: str = "take") -> Take:
    """The take that the address asks for; the newest when it names none."""
    number = request.query.get(field, "")
    try:
        return talk.take(int(number) if number.isascii() and number.isdigit() else None)
    except NoSuchTalk:
        raise web.HTTPNotFound from None


def whole_number(typed: str) -> int:
    """A number of a form; 0 when it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() else 0
