"""The trainer's desk: open a room, lead it, see and move the inner state, show it large; ask people to practise."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from aiohttp import web

from bot.gateway.forms import filled_in
from bot.gateway.practising import (
    at_own_residents,
    at_practice,
    at_rooms,
    at_tasks,
    on_talk,
    talk_id,
)
from bot.gateway.rendering import page
from bot.gateway.rooms import filled, in_time, part, seated
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.practice.curve import curve
from bot.practice.talk import LEVELS, Feedback
from bot.rooms.comparing import FEWEST, compared
from bot.rooms.room import MINUTES, SIZES, STEPS, Room, Size, Step
from knowledge.kinds.move import FEELINGS

_NOTICES = frozenset({"given", "gone", "late"})
#: What one press of a button moves.
_NUDGES = {"-10": -10, "10": 10}


async def desk(request: web.Request) -> web.Response:
    """Everything a trainer begins from."""
    person = asking(request)

    def read() -> dict[str, Any]:
        own = at_own_residents(request).mine(person.account_id)
        ready = [at_practice(request).residents.get(one.id) for one in own if one.ready]
        tasks = at_tasks(request)
        return {
            "led": at_rooms(request).led(person.account_id),
            "given": tasks.given(person.account_id),
            "people": tasks.people(),
            "own": own,
            "residents": [*at_practice(request).residents.all(), *ready],
        }

    chosen = request.query.get("resident", "")[:80]
    more = {"levels": LEVELS, "sizes": SIZES, "minutes": MINUTES, "chosen": chosen, "notice": _notice(request)}
    return page(request, "rooms/desk.html", **await asyncio.to_thread(read), **more)


async def begin(request: web.Request) -> web.Response:
    """Open a room."""
    form, person = await filled_in(request), asking(request)
    level, minutes, size = whole_number(form["level"]), whole_number(form["minutes"]), cast(Size, form["size"])

    def act() -> str:
        return at_rooms(request).open(person.account_id, form["resident"], level, _when(form), size, minutes)

    raise web.HTTPSeeOther(f"/desk/rooms/{await on_talk(act)}")


async def show(request: web.Request) -> web.Response:
    """The room as who leads it sees it."""
    return page(request, "rooms/lead.html", **await _led(request), notice=_notice(request))


async def live(request: web.Request) -> web.Response:
    """Its parts alone, asked every few seconds."""
    return part(request, "rooms/leading.html", **await _led(request))


async def wall(request: web.Request) -> web.Response:
    """The room in large type, for a projector: no inner state, no names."""
    return page(request, "rooms/wall.html", **await _led(request))


async def wall_live(request: web.Request) -> web.Response:
    """Its parts alone."""
    return part(request, "rooms/on_wall.html", **await _led(request))


async def steer(request: web.Request) -> web.Response:
    """Begin, pause, go on, give more time, open or close the door, end."""
    form, person = await filled_in(request), asking(request)
    if form["step"] not in STEPS:
        raise web.HTTPBadRequest
    await on_talk(lambda: at_rooms(request).steer(talk_id(request), person.account_id, cast(Step, form["step"])))
    raise web.HTTPSeeOther(_place(request))


async def take_up(request: web.Request) -> web.Response:
    """Say a suggestion of the group."""
    form, person = await filled_in(request), asking(request)
    turn, offer = whole_number(form["turn"]), whole_number(form["offer"])
    rooms, room = at_rooms(request), talk_id(request)
    await in_time(lambda: rooms.take_up(room, person.account_id, turn, offer), _place(request), "room-talk")


async def nudge(request: web.Request) -> web.Response:
    """Move the inner state."""
    form, person = await filled_in(request), asking(request)
    points = _NUDGES.get(form["points"], 0)
    await on_talk(lambda: at_rooms(request).nudge(talk_id(request), person.account_id, form["feeling"], points))
    raise web.HTTPSeeOther(f"{_place(request)}#room-inner")


async def back(request: web.Request) -> web.Response:
    """Go back to a turn with the room; the way that was taken stays to be compared."""
    form, person = await filled_in(request), asking(request)
    rooms, room, turn = at_rooms(request), talk_id(request), whole_number(form["turn"])
    await in_time(lambda: rooms.back(room, person.account_id, turn), _place(request), "room-talk")


async def give(request: web.Request) -> web.Response:
    """Ask somebody to practise."""
    form, person = await filled_in(request), asking(request)
    to, level = whole_number(form["account"]), whole_number(form["level"])
    await on_talk(lambda: at_tasks(request).give(person.account_id, to, form["resident"], level, _when(form)))
    raise web.HTTPSeeOther("/desk?notice=given#tasks")


async def take_back(request: web.Request) -> web.Response:
    """Take a task back."""
    await on_talk(lambda: at_tasks(request).drop(talk_id(request), asking(request).account_id))
    raise web.HTTPSeeOther("/desk#tasks")


async def do_task(request: web.Request) -> web.Response:
    """Begin the talk one was asked to have."""
    talk = await on_talk(lambda: at_tasks(request).begin(talk_id(request), asking(request).account_id))
    raise web.HTTPSeeOther(f"/practice/{talk}")


async def put_aside(request: web.Request) -> web.Response:
    """Put a task aside. It counts for nothing."""
    await on_talk(lambda: at_tasks(request).drop(talk_id(request), asking(request).account_id))
    raise web.HTTPSeeOther("/practice")


async def compare(request: web.Request) -> web.Response:
    """What people share, month by month, for the group alone."""
    found = await asyncio.to_thread(compared, at_practice(request))
    return page(request, "rooms/compare.html", plots=found, fewest=FEWEST)


async def _led(request: web.Request) -> dict[str, Any]:
    room: Room = await seated(request)
    if room.trainer != asking(request).account_id:
        raise web.HTTPNotFound
    names = await asyncio.to_thread(lambda: dict(at_tasks(request).people()))
    inner = room.take.trace.position.inner
    drawn = curve(room.take.trace.turns)
    more = {"names": names, "curve": drawn, "feelings": FEELINGS, "inner": {one: round(inner[one]) for one in FEELINGS}}
    return {**await filled(request, room, True), **more}


def _when(form: dict[str, str]) -> Feedback:
    return "end" if form["feedback"] == "end" else "each"


def _place(request: web.Request) -> str:
    return f"/desk/rooms/{talk_id(request)}"


def _notice(request: web.Request) -> str:
    asked = request.query.get("notice", "")
    return asked if asked in _NOTICES else ""
