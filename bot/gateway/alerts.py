"""The supervisors' page: what is open, one alert with what it is about, and what can be done with it.

Showing an alert on a page is what counts as seen. No chat of staff is shown here, only the words that raised the alert.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.accounts.office import account
from bot.alerts import reading
from bot.alerts.alert import Alert, NoSuchAlert
from bot.alerts.alerts import Alerts
from bot.gateway.forms import filled_in
from bot.gateway.kept import kept
from bot.gateway.keys import ALERTS, OFFICE, OVERDUE
from bot.gateway.rendering import fragment, page
from bot.gateway.visitor import asking


async def show(request: web.Request) -> web.Response:
    """What is open, and what was taken back as a false alarm."""
    return page(request, "alerts/list.html", **await _shown(request, looking=True))


async def live(request: web.Request) -> web.Response:
    """The same list alone, for a page that asks every two seconds; `looking` says that somebody has it before them."""
    shown = await _shown(request, looking=request.query.get("looking") == "1")
    return web.Response(text=fragment(request, "alerts/open.html", **shown), content_type="text/html")


async def one(request: web.Request) -> web.Response:
    """One alert with what it is about. That it was read is written down."""
    return await _one_page(request)


async def take(request: web.Request) -> web.Response:
    """I have it."""
    return await _do(request, at_post(request).take)


async def pass_on(request: web.Request) -> web.Response:
    """Call on the next contact."""
    return await _do(request, at_post(request).pass_on)


async def close(request: web.Request) -> web.Response:
    """Nothing is left to do."""
    note = (await filled_in(request))["note"]
    alerts = at_post(request)
    return await _do(request, lambda code, by: alerts.close(code, by, note))


def at_post(request: web.Request) -> Alerts:
    """The service of alerts. Raises 503 where nothing is kept."""
    return kept(request, ALERTS)


async def _shown(request: web.Request, looking: bool) -> dict[str, Any]:
    alerts, person, overdue = request.app.get(ALERTS), asking(request), request.app.get(OVERDUE)
    counts = await asyncio.to_thread(overdue.counts) if overdue and looking else None
    if alerts is None:
        shown = {"open": [], "taken_back": [], "names": {}, "me": person.account_id, "on_call": []}
    else:
        shown = await asyncio.to_thread(_read, alerts, person.account_id, looking)
    return {**shown, "overdue": counts}


def _read(alerts: Alerts, account_id: int, looking: bool) -> dict[str, Any]:
    found = alerts.open_alerts(account_id)
    for alert in found:
        if looking and alert.seen_at is None:
            alerts.seen(alert.code, account_id)
    back = reading.taken_back(alerts.post, account_id)
    people = [one for alert in (*found, *back) for one in (alert.raised_by, alert.taken_by)]
    return {
        "open": found,
        "taken_back": back,
        "names": reading.names(alerts.post, people),
        "me": account_id,
        "on_call": alerts.on_call(alerts.clock()),
    }


async def _one_page(request: web.Request) -> web.Response:
    alerts, by, code = at_post(request), asking(request).account_id, request.match_info["code"]

    def read() -> tuple[Alert, dict[int, str]]:
        alerts.seen(code, by)
        found = reading.one(alerts.post, code, by)
        request.app[OFFICE].record("read_by_other", account(by), f"alert:{code}")
        return found, reading.names(alerts.post, (found.raised_by, found.taken_by))

    try:
        alert, names = await asyncio.to_thread(read)
    except NoSuchAlert:
        raise web.HTTPNotFound from None
    return page(request, "alerts/one.html", alert=alert, names=names, me=by)


async def _do(request: web.Request, act: Callable[[str, int], Alert]) -> web.Response:
    code = request.match_info["code"]
    try:
        await asyncio.to_thread(act, code, asking(request).account_id)
    except NoSuchAlert:
        raise web.HTTPNotFound from None
    raise web.HTTPSeeOther(f"/alerts/{code}")
