"""The digest: counts of yesterday and of the last weeks, as plots and tables."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from bot.digest.digest import Digest, gathered
from bot.gateway.keys import ALERTS, CHECKLISTS, ENGINE, FOLLOW_UPS, SETTINGS, WORK
from bot.gateway.rendering import page


async def show(request: web.Request) -> web.Response:
    """The counts."""
    found = await asyncio.to_thread(digest_of, request)
    return page(request, "digest.html", digest=found, plots=found.plots())


def digest_of(request: web.Request) -> Digest:
    """The digest of this moment. Waits for the database."""
    alerts, now = request.app[ALERTS], time.time()
    post = alerts.post if alerts else None
    return gathered(request.app[ENGINE], post, now, _standing(request, now), request.app[SETTINGS].alert_days)


def _standing(request: web.Request, now: float) -> dict[str, int]:
    """What is late now, as far as it is kept here."""
    follow_ups, work, checklists = (request.app[key] for key in (FOLLOW_UPS, WORK, CHECKLISTS))
    late: dict[str, int] = {}
    if follow_ups is not None:
        counts = follow_ups.counts()
        late["contacts"] = counts.overdue + counts.escalated
    if work is not None:
        late["letters"] = len(work.messages.awaited(now))
    if checklists is not None:
        late["checklists"] = sum(run.due_at is not None and run.due_at < now for run in checklists.open_runs())
    return late
