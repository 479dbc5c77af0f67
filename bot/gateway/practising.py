"""Opens the service of practice for its pages, and finds the talk that a page is about."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from bot.cases.shelf import Shelf
from bot.gateway.kept import kept
from bot.gateway.keys import OWN_RESIDENTS, PRACTICE, ROOMS, STORE, TASKS
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.practice.drawer import Drawer
from bot.practice.residents import Residents
from bot.practice.service import Practice
from bot.practice.talk import NoSuchResident, NoSuchTalk, NotThisWay, Take, Talk
from bot.records.tombstones import TombstoneFile
from bot.rooms.room import NoSuchRoom
from bot.rooms.rooms import Rooms
from bot.rooms.tasks import NoSuchTask, Tasks
from bot.rooms.writing import NotYours, OwnResidents

T = TypeVar("T")


def set_up(app: web.Application, shelf: Shelf | None, tombstones: TombstoneFile | None) -> None:
    """Practice, beside what else this application keeps; None where nothing is kept."""
    if shelf is None:
        app[PRACTICE] = app[ROOMS] = app[TASKS] = app[OWN_RESIDENTS] = None
        return
    app[OWN_RESIDENTS] = own = OwnResidents(shelf.records, app[STORE], time.time)
    residents = Residents(app[STORE], own.ready)
    app[PRACTICE] = practice = Practice(
        Drawer(shelf.records, shelf.keys, residents, time.time, shelf.record, tombstones)
    )
    app[ROOMS], app[TASKS] = Rooms(practice), Tasks(practice)


def at_practice(request: web.Request) -> Practice:
    """The service of practice. Raises 503 where nothing is kept."""
    return kept(request, PRACTICE)


def at_rooms(request: web.Request) -> Rooms:
    """Rooms to practise in together. Raises 503 where nothing is kept."""
    return kept(request, ROOMS)


def at_tasks(request: web.Request) -> Tasks:
    """What trainers ask people to practise. Raises 503 where nothing is kept."""
    return kept(request, TASKS)


def at_own_residents(request: web.Request) -> OwnResidents:
    """Residents written at this site. Raises 503 where nothing is kept."""
    return kept(request, OWN_RESIDENTS)


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
    except (NoSuchTalk, NoSuchRoom, NoSuchTask, NotYours):
        raise web.HTTPNotFound from None
    except NoSuchResident:
        raise web.HTTPSeeOther("/practice?notice=gone") from None
    except NotThisWay:
        raise web.HTTPBadRequest from None


def take_of(request: web.Request, talk: Talk, field: str = "take") -> Take:
    """The take that the address asks for; the newest when it names none."""
    try:
        return talk.take(whole_number(request.query.get(field, "")) or None)
    except NoSuchTalk:
        raise web.HTTPNotFound from None
