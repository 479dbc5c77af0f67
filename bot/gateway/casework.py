"""Opens the services of casework that pages share, and says what a page can do without them: nothing, but calmly."""

from __future__ import annotations

from aiohttp import web

from bot.alerts.alert import Alert
from bot.checklists.book import Book
from bot.checklists.checklists import Checklists
from bot.follow_up.contact import Contact
from bot.gateway import keys
from bot.hand_over.hand_over import HandOver
from bot.helped.helped import Helped


def set_up(app: web.Application) -> None:
    """Checklists, what helped and the hand-over, beside the cases of this application; None where nothing is kept."""
    cases = app[keys.CASES]
    checklists = Checklists(Book(cases, app[keys.STORE], app[keys.SITE])) if cases else None
    helped = Helped(cases) if cases else None

    def waiting() -> list[Contact]:
        follow_ups = app[keys.FOLLOW_UPS]
        return follow_ups.waiting() if follow_ups else []

    def open_alerts() -> list[Alert]:
        alerts = app[keys.ALERTS]
        return alerts.open_alerts() if alerts else []

    app[keys.CHECKLISTS], app[keys.HELPED] = checklists, helped
    app[keys.HAND_OVER] = HandOver(checklists, helped, waiting, open_alerts) if checklists and helped else None


def at_checklists(request: web.Request) -> Checklists:
    """The service of checklists. Raises 503 where nothing is kept."""
    found = request.app[keys.CHECKLISTS]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def at_hand_over(request: web.Request) -> HandOver:
    """The service of the hand-over. Raises 503 where nothing is kept."""
    found = request.app[keys.HAND_OVER]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found
