"""What staff see of the alerts of their conversation: how far each has come, and the way to take it back."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts.sessions import Person
from bot.alerts import reading
from bot.alerts.alert import Alert, NoSuchAlert
from bot.gateway.alerts import at_post
from bot.gateway.forms import filled_in
from bot.gateway.keys import ALERTS, SITE, STORE
from bot.gateway.rendering import fragment
from bot.gateway.visitor import asking
from knowledge.kinds import Situation

_log = logging.getLogger(__name__)
#: Whom to phone when nobody answered.
_PHONED = ("duty_supervisor", "manager")
#: Whom an alert about a colleague must not lead to.
_ORDINARY = "duty_supervisor"


async def tell(request: web.Request) -> web.Response:
    """“Tell my supervisor”: raise an alert that says that somebody wants one, and nothing else."""
    person, once = asking(request), (await filled_in(request))["once"]
    alerts = at_post(request)

    def act() -> None:
        alerts.raise_alert(conversation=person.conversation_id, raised_by=person.account_id, once=f"tell:{once}")

    await asyncio.to_thread(act)
    raise web.HTTPSeeOther("/#alerts")


async def take_back(request: web.Request) -> web.Response:
    """It was a false alarm. One tap, and nobody is blamed."""
    person, code = asking(request), (await filled_in(request))["code"]
    try:
        await asyncio.to_thread(at_post(request).take_back, code, person.account_id)
    except NoSuchAlert:
        raise web.HTTPNotFound from None
    raise web.HTTPSeeOther("/#alerts")


async def strip(request: web.Request, person: Person) -> str:
    """This person's alerts as HTML; empty when there are none."""
    alerts = request.app.get(ALERTS)
    if alerts is None:
        return ""
    try:
        found = await asyncio.to_thread(reading.of_writer, alerts.post, person.conversation_id, person.account_id)
    except SQLAlchemyError as error:
        _log.error("the alerts of a conversation could not be read: %s", type(error).__name__)
        return fragment(request, "parts/alerts.html", alerts=None)
    return fragment(request, "parts/alerts.html", alerts=[_with_phones(request, alert) for alert in found])


def _with_phones(request: web.Request, alert: Alert) -> dict[str, Any]:
    """An alert with whom to phone; what concerns a colleague never names the ordinary list."""
    site, store = request.app[SITE], request.app[STORE]
    roles = list(_PHONED)
    if alert.apart:
        named = (store.get(Situation, one) for one in alert.situations if store.has(Situation, one))
        roles = [notify.to for one in named for notify in one.notify if notify.to != _ORDINARY]
    phones = {role: site.phone(role) for role in dict.fromkeys(roles) if site.phone(role)}
    return {"alert": alert, "phones": phones}
