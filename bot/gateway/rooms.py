"""A room from a seat in it: joining by a code, seeing the talk, suggesting and voting, or speaking in turn.

What is real leaves the room as it leaves a talk of one's own: by the ordinary door, and before anything of it is kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections.abc import Callable
from typing import Any, NoReturn

from aiohttp import web

from bot.gateway import practice_report
from bot.gateway.forms import filled_in
from bot.gateway.keys import PACE, STORE
from bot.gateway.practice_words import NotHeard, listen
from bot.gateway.practising import at_practice, at_rooms, on_talk, take_of, talk_id
from bot.gateway.rendering import fragment, page
from bot.gateway.typed_text import cleaned, whole_number
from bot.gateway.visitor import asking, not_too_fast
from bot.practice.curve import curve
from bot.practice.showing import shown
from bot.rooms.room import NoSuchRoom, NotNow, Room, RoomFull
from knowledge.kinds.move import FEELINGS
from knowledge.roleplay.pausing import is_pause, pause_words
from knowledge.roleplay.play import LONGEST_REPLY, Reply
from knowledge.roleplay.report import report as report_on

_NOTICES = frozenset({"late", "left", "full", "none", "not_yet"})


async def door(request: web.Request) -> web.Response:
    """Where a code is typed, and the rooms one sits in."""
    rooms, person = at_rooms(request), asking(request)
    joined = await asyncio.to_thread(rooms.joined, person.account_id)
    return page(
        request, "rooms/door.html", joined=joined, code=request.query.get("code", "")[:8], notice=notice(request)
    )


async def join(request: web.Request) -> web.Response:
    """Take a seat."""
    form, rooms, person = await filled_in(request), at_rooms(request), asking(request)
    not_too_fast(request.app[PACE], f"joining {person.account_id}")  # nobody tries codes out
    try:
        room = await asyncio.to_thread(rooms.join, form["code"], person.account_id)
    except RoomFull:
        raise web.HTTPSeeOther("/rooms?notice=full") from None
    except NoSuchRoom:
        raise web.HTTPSeeOther("/rooms?notice=none") from None
    raise web.HTTPSeeOther(f"/rooms/{room}")


async def show(request: web.Request) -> web.Response:
    """The room as it is now."""
    return await _page(request, await seated(request), notice(request))


async def live(request: web.Request) -> web.Response:
    """Its parts alone, asked every few seconds."""
    room = await seated(request)
    if room.me is None:
        raise web.HTTPNotFound
    return part(request, "rooms/seat.html", **await filled(request, room, False), **_seat(request))


async def reply(request: web.Request) -> web.Response:
    """Suggest the next reply, or say it where one speaks at a time."""
    form, room = await request.post(), await seated(request)
    text, turn = cleaned(form.get("text")), whole_number(cleaned(form.get("turn")))
    if "silence" in form and room.size != "group":
        return await _put(request, room, turn, Reply(""), "")
    if not text:
        return await _page(request, room, "empty")
    if is_pause(request.app[STORE], text):
        return await wait(request)
    said = await listen(request, form, text, room.talk.scenario)
    if isinstance(said, web.Response):
        return said
    if isinstance(said, NotHeard):
        return await _page(request, room, said.notice, text, said.status)
    return await _put(request, room, turn, said, text)


async def vote(request: web.Request) -> web.Response:
    """Say which suggestion one would take."""
    form, person = await filled_in(request), asking(request)
    turn, offer = whole_number(form["turn"]), whole_number(form["offer"])
    rooms, room = at_rooms(request), talk_id(request)
    await in_time(lambda: rooms.vote(room, person.account_id, turn, offer), f"/rooms/{room}", "room-offers")


async def wait(request: web.Request) -> web.Response:
    """A pause for the whole room. Nobody sees who asked for it."""
    await on_talk(lambda: at_rooms(request).wait(talk_id(request), asking(request).account_id))
    raise web.HTTPSeeOther(f"/rooms/{talk_id(request)}")


async def leave(request: web.Request) -> web.Response:
    """Get up and go. It counts for nothing."""
    await on_talk(lambda: at_rooms(request).leave(talk_id(request), asking(request).account_id))
    raise web.HTTPSeeOther("/rooms?notice=left")


async def report(request: web.Request) -> web.Response:
    """The report on the room's talk, for its trainer at any time and for who sits in it when it is over."""
    room = await over(request)
    coach, take = at_practice(request).residents.coach(room.talk.scenario), take_of(request, room.talk)

    def read() -> dict[str, Any]:
        whole = report_on(coach, take.trace, room.talk.head.terms.level, take.play.seed)
        return {"whole": whole, "turns": shown(take, coach, True), "curve": curve(take.trace.turns)}

    read_now = await asyncio.to_thread(read)
    more = {"own": False, "notice": "", "room": room.id, "feelings": FEELINGS, **read_now}
    return page(request, "practice/report.html", talk=room.talk, take=take, **more)


async def paper(request: web.Request) -> web.Response:
    """The same as a PDF, without anybody's name."""
    room = await over(request)
    return await practice_report.on_paper(request, room.talk, take_of(request, room.talk))


async def compare(request: web.Request) -> web.Response:
    """Two ways that the room's talk went, side by side."""
    room = await over(request)
    return await practice_report.compared(request, room.talk, f"/rooms/{room.id}")


async def over(request: web.Request) -> Room:
    """The room that the address names, when who asks may see its inner state: its trainer, and everybody at the end."""
    room = await seated(request)
    if room.state != "over" and room.trainer != asking(request).account_id:
        raise web.HTTPSeeOther(f"/rooms/{room.id}?notice=not_yet")
    return room


async def in_time(act: Callable[[], object], place: str, section: str) -> NoReturn:
    """Do what was pressed and show that section of the page; when the room has moved on meanwhile, say so there."""
    try:
        await on_talk(act)
    except NotNow:
        raise web.HTTPSeeOther(f"{place}?notice=late") from None
    raise web.HTTPSeeOther(f"{place}#{section}")


async def seated(request: web.Request) -> Room:
    """The room that the address names, for who leads it or sits in it; else there is no such page."""
    rooms, person = at_rooms(request), asking(request)
    found: Room = await on_talk(lambda: rooms.find(talk_id(request), person.account_id))
    return found


async def filled(request: web.Request, room: Room, leads: bool) -> dict[str, Any]:
    """What the parts of a room are made from, each with a mark that changes when it does."""
    coach = at_practice(request).residents.coach(room.talk.scenario)
    feedback = leads or room.talk.head.terms.feedback == "each" or room.state == "over"
    turns = await asyncio.to_thread(shown, room.take, coach, feedback)
    minutes = None if room.left is None else math.ceil(room.left / 60)
    offers = [(one.seat, one.reply.text, one.votes) for one in room.offers]
    inner = room.take.trace.position.inner
    marks = {
        "state": _mark(room.state, minutes, room.seats, room.door_open),
        "talk": _mark(room.take.number, room.turn, room.state == "over"),
        "offers": _mark(room.take.number, room.turn, offers, room.my_vote, room.state),
        "answer": _mark(room.take.number, room.turn, room.state, room.is_mine_to_say),
        "inner": _mark(room.take.number, room.turn, sorted(inner.items())),
    }
    return {"room": room, "turns": turns, "minutes": minutes, "marks": marks, "talk": room.talk}


def part(request: web.Request, template: str, **more: Any) -> web.Response:
    """A piece of a page."""
    return web.Response(text=fragment(request, template, **more), content_type="text/html")


def notice(request: web.Request) -> str:
    """What the page says above itself."""
    asked = request.query.get("notice", "")
    return asked if asked in _NOTICES else ""


def _seat(request: web.Request) -> dict[str, Any]:
    return {"draft": "", "said": "", "longest": LONGEST_REPLY, "pause_word": pause_words(request.app[STORE])[0]}


async def _put(request: web.Request, room: Room, turn: int, said: Reply, text: str) -> web.Response:
    rooms, person = at_rooms(request), asking(request)
    put = rooms.offer if room.size == "group" else rooms.reply
    try:
        await on_talk(lambda: put(room.id, person.account_id, turn, said))
    except NotNow:
        return await _page(request, await seated(request), "late", text, 409)
    raise web.HTTPSeeOther(f"/rooms/{room.id}#{'room-offers' if room.size == 'group' else 'room-answer'}")


async def _page(request: web.Request, room: Room, said: str = "", draft: str = "", status: int = 200) -> web.Response:
    if room.me is None:
        raise web.HTTPSeeOther(f"/desk/rooms/{room.id}")
    more = {**await filled(request, room, False), **_seat(request), "said": said, "draft": draft}
    return page(request, "rooms/room.html", status=status, **more)


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
