"""Pages of follow-up: everything that waits, and contact with one person after leaving."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from aiohttp import web

from bot.cases.consent import day_of
from bot.cases.facts import ChangedMeanwhile
from bot.follow_up import contact as known
from bot.follow_up.calendar import NEXT_TRY
from bot.follow_up.contact import Agreed, FollowUp, NoSuchContact, Outcome, WrongContact
from bot.gateway.cases import at_cases, at_follow_ups, on_case
from bot.gateway.forms import filled_in, ticked
from bot.gateway.keys import STORE
from bot.gateway.rendering import page
from bot.gateway.visitor import asking
from knowledge.kinds import Situation
from knowledge.kinds.base import Line
from knowledge.store import ContentStore

#: Days ahead that the list shows.
_AHEAD = 14
_SAID = frozenset({"left", "agreed", "written", "ended", "gone"})
#: How late a contact may be, what is worst first.
_STANDINGS = ("escalated", "overdue", "due", "planned")
#: Lines of the content: why contact goes on so long, what to do before it, after signs, and when it is lost.
_REASON = ("RT-HW-01", "RT-RC-08", "RT-RC-09", "MO-04")
_BEFORE = ("MO-05", "MO-06")
_SIGNS = ("MO-07",)
_LOST = ("MO-12", "MO-09")


async def show(request: web.Request) -> web.Response:
    """What is late, due and coming, by code."""
    follow_ups = at_follow_ups(request)
    waiting = await asyncio.to_thread(follow_ups.waiting, _AHEAD)
    groups = {name: [one for one in waiting if one.standing.value == name] for name in _STANDINGS}
    lost = await asyncio.to_thread(follow_ups.lost)
    reason = _lines(request.app[STORE], _REASON)
    return page(
        request,
        "follow_up/list.html",
        groups=groups,
        lost=lost,
        ahead=_AHEAD,
        reason=reason,
        calendar=follow_ups.calendar,
    )


async def one(request: web.Request) -> web.Response:
    """Contact with one person: agreed ways, what is planned, what became of each try."""
    return await _page(request)


async def agree(request: web.Request) -> web.Response:
    """Write down safe ways and times of contact."""
    lists = {name: await ticked(request, name) for name in ("ways", "times", "cautions")}
    seen = (await filled_in(request))["seen"]
    return await _do(request, lambda code, by: at_follow_ups(request).agree(code, by, Agreed(**lists), seen), "agreed")


async def left(request: web.Request) -> web.Response:
    """The person left: plan the contacts."""
    day = (await filled_in(request))["day"]
    return await _do(request, lambda code, by: at_follow_ups(request).left(code, by, day), "left")


async def write(request: web.Request) -> web.Response:
    """What became of a contact."""
    form, signs = await filled_in(request), await ticked(request, "signs")
    contact_id = request.match_info["contact"]

    def act(code: str, by: int) -> FollowUp:
        return at_follow_ups(request).write(code, contact_id, by, form["state"], Outcome(form["way"], signs))

    return await _do(request, act, "written")


async def met(request: web.Request) -> web.Response:
    """A contact that nobody planned."""
    form, signs = await filled_in(request), await ticked(request, "signs")
    return await _do(
        request, lambda code, by: at_follow_ups(request).met(code, by, Outcome(form["way"], signs)), "written"
    )


async def end(request: web.Request) -> web.Response:
    """No more contact from our side."""
    ending = (await filled_in(request))["ending"]
    return await _do(request, lambda code, by: at_follow_ups(request).end(code, by, ending), "ended")


async def _do(request: web.Request, act: Callable[[str, int], FollowUp], said: str) -> web.Response:
    code = request.match_info["code"]
    try:
        await on_case(partial(act, code, asking(request).account_id))
    except WrongContact as error:
        return await _page(request, wrong=error.field)
    except ChangedMeanwhile:
        return await _page(request, wrong="changed")
    except NoSuchContact:  # a colleague was faster
        said = "gone"
    raise web.HTTPSeeOther(f"/cases/{code}/follow-up?said={said}#said")


async def _page(request: web.Request, wrong: str = "") -> web.Response:
    cases, follow_ups, code = at_cases(request), at_follow_ups(request), request.match_info["code"]
    case = await on_case(partial(cases.read, code, asking(request).account_id))
    found = await on_case(partial(follow_ups.of, code))
    said, store = request.query.get("said", ""), request.app[STORE]
    names = await asyncio.to_thread(cases.names, {one.ended_by for one in found.contacts})
    return page(
        request,
        "follow_up/one.html",
        status=422 if wrong else 200,
        case=case,
        follow_up=found,
        names=names,
        known={name: getattr(known, name.upper()) for name in ("ways", "times", "cautions", "signs", "endings")},
        today=day_of(cases.clock()),
        tries=len(NEXT_TRY) + 1,
        said=said if said in _SAID else "",
        wrong=wrong,
        reason=_lines(store, _REASON),
        before=_lines(store, _BEFORE),
        sign_lines=_lines(store, _SIGNS),
        lost_lines=_lines(store, _LOST),
        missing=store.get(Situation, "missing_person"),
        calendar=follow_ups.calendar,
    )


def _lines(store: ContentStore, codes: tuple[str, ...]) -> list[Line]:
    found = (store.line(code) for code in codes)
    return [one[1] for one in found if one is not None]
