"""The digest: counts of yesterday and of the last weeks, as plots and tables."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from bot.digest.digest import Digest, gathered
from bot.gateway.keys import ALERTS, ENGINE, OVERDUE, SETTINGS
from bot.gateway.rendering import page


async def show(request: web.Request) -> web.Response:
    """The counts."""
    found = await asyncio.to_thread(digest_of, request)
    return page(request, "digest.html", digest=found, plots=found.plots())


def digest_of(request: web.Request) -> Digest:
    """The digest of this moment. Waits for the database."""
    alerts, now = request.app[ALERTS], time.time()
    post = alerts.post if alerts else None
    return gathered(request.app[ENGINE], post, now, _standing(request), request.app[SETTINGS].alert_days)


def _standing(request: web.Request) -> dict[str, int]:
    """What is late now, as far as it is kept here."""
    overdue = request.app.get(OVERDUE)
    if overdue is None:
        return {}
    late = overdue.counts()
    contacts = late.contacts.overdue + late.contacts.escalated
    return {"contacts": contacts, "letters": late.answers, "checklists": late.checklists}
