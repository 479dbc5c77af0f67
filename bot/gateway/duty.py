"""The page about being on call: in which order supervisors are called on, at which hours, and who is off."""

from __future__ import annotations

import asyncio
from functools import partial

from aiohttp import web

from bot.accounts.roles import Role
from bot.alerts import duty
from bot.alerts.ladder import hours_of
from bot.gateway.alerts import at_post
from bot.gateway.forms import filled_in
from bot.gateway.keys import ALERTS
from bot.gateway.rendering import page
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking


async def show(request: web.Request) -> web.Response:
    """Both lists, quiet hours, and what is missing."""
    return await _page(request)


async def change(request: web.Request) -> web.Response:
    """Put somebody on a list at a place, with hours; or take them off it (place 0)."""
    form, person = await filled_in(request), asking(request)
    hours = hours_of(form["hours"])
    if hours is None:
        return await _page(request, wrong="hours")
    # Who is called on about colleagues is not for those to decide whom it may be about.
    if form["ladder"] == "apart" and person.role != Role.ADMIN.value:
        raise web.HTTPForbidden
    if form["ladder"] not in ("on_call", "apart"):
        raise web.HTTPBadRequest
    account, place = whole_number(form["account"]), whole_number(form["place"])
    act = partial(duty.put_at, at_post(request).post, form["ladder"], account, place, hours, by=person.account_id)
    await asyncio.to_thread(act)
    raise web.HTTPSeeOther("/on-call")


async def quiet(request: web.Request) -> web.Response:
    """Hours in which what is not urgent waits."""
    hours = hours_of((await filled_in(request))["hours"])
    if hours is None:
        return await _page(request, wrong="hours")
    await asyncio.to_thread(duty.write_quiet, at_post(request).post, hours, asking(request).account_id)
    raise web.HTTPSeeOther("/on-call")


async def off(request: web.Request) -> web.Response:
    """Go off call, or come back."""
    form, person = await filled_in(request), asking(request)
    done = await asyncio.to_thread(duty.set_off, at_post(request).post, person.account_id, form["off"] == "1")
    if not done:
        return await _page(request, wrong="last")
    raise web.HTTPSeeOther("/on-call")


async def _page(request: web.Request, wrong: str = "") -> web.Response:
    alerts = request.app.get(ALERTS)
    shown = await asyncio.to_thread(duty.shown, alerts.post) if alerts else duty.Duty([], [], [], "", 0)
    me, minutes = asking(request).account_id, alerts.post.minutes if alerts else 0
    status = 422 if wrong else 200
    return page(request, "alerts/on_call.html", status=status, duty=shown, me=me, minutes=minutes, wrong=wrong)
