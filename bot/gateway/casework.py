"""Opens the services of casework that pages share, and says what a page can do without them: nothing, but calmly."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.alerts.alert import Alert
from bot.cases.carrying import Part
from bot.cases.cases import Cases
from bot.cases.files import CaseFiles
from bot.cases.shelf import Shelf
from bot.checklists import carrying
from bot.checklists.book import Book
from bot.checklists.checklists import Checklists
from bot.directory.directory import Directory
from bot.follow_up import carrying as follow_up
from bot.follow_up.calendar import site_calendar
from bot.follow_up.contact import Contact
from bot.follow_up.follow_ups import FollowUps
from bot.gateway import keys
from bot.hand_over.hand_over import HandOver
from bot.helped.helped import Helped
from bot.matters import carrying as matters
from bot.matters.work import Work, work_on


def set_up(app: web.Application, shelf: Shelf | None) -> None:
    """Cases and all work on them, for the pages of this application; None where nothing is kept."""
    app[keys.CASES] = cases = Cases(shelf) if shelf else None
    app[keys.FOLLOW_UPS] = FollowUps(shelf, site_calendar(app[keys.SETTINGS])) if shelf else None
    checklists = Checklists(Book(cases, app[keys.STORE], app[keys.SITE])) if cases else None
    helped = Helped(cases) if cases else None

    def waiting() -> list[Contact]:
        follow_ups = app[keys.FOLLOW_UPS]
        return follow_ups.waiting() if follow_ups else []

    def open_alerts() -> list[Alert]:
        alerts = app[keys.ALERTS]
        return alerts.open_alerts() if alerts else []

    app[keys.CASE_FILES] = CaseFiles(cases, _parts(checklists)) if cases and checklists else None
    app[keys.CHECKLISTS], app[keys.HELPED] = checklists, helped
    app[keys.DIRECTORY] = Directory(shelf, app[keys.SETTINGS].directory_days) if shelf else None
    app[keys.WORK] = work_on(cases, app[keys.STORE]) if cases else None
    app[keys.HAND_OVER] = HandOver(checklists, helped, waiting, open_alerts) if checklists and helped else None


def _parts(checklists: Checklists) -> list[Part]:
    """What a case carries beside its facts and consent, in the order in which it stands in a file."""
    book = checklists.book
    runs = Part("checklists", partial(carrying.carried, book), partial(carrying.bring_back, book))
    return [*follow_up.PARTS, runs, matters.part(book.cases.shelf.masked, book.store)]


def at_checklists(request: web.Request) -> Checklists:
    """The service of checklists. Raises 503 where nothing is kept."""
    found = request.app[keys.CHECKLISTS]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def at_work(request: web.Request) -> Work:
    """Returns, plans and reviews of cases. Raises 503 where nothing is kept."""
    found = request.app[keys.WORK]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def at_directory(request: web.Request) -> Directory:
    """The referral directory. Raises 503 where nothing is kept."""
    found = request.app[keys.DIRECTORY]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def at_hand_over(request: web.Request) -> HandOver:
    """The service of the hand-over. Raises 503 where nothing is kept."""
    found = request.app[keys.HAND_OVER]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found
