"""Opens the services of casework that pages share, and says what a page can do without them: nothing, but calmly."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.cases.carrying import Part
from bot.cases.files import CaseFiles
from bot.cases.shelf import Shelf
from bot.checklists import carrying
from bot.checklists.checklists import Checklists
from bot.directory.directory import Directory
from bot.errands.rooms import Rooms, rooms_on
from bot.follow_up import carrying as follow_up
from bot.gateway import keys
from bot.gateway.kept import kept
from bot.hand_over.hand_over import HandOver
from bot.matters import carrying as matters
from bot.matters.work import Work
from bot.overdue.overdue import Overdue
from knowledge.guidance.desk import Desk


def set_up(app: web.Application, shelf: Shelf | None, rooms: Rooms | None) -> None:
    """Cases and all work on them, for the pages of this application; None where nothing is kept.

    Those who write in the same checklist take turns in one process, so pages and the chat work in the same `rooms`.
    """
    if shelf and not rooms:
        desk = Desk(app[keys.STORE], app[keys.SITE])
        rooms = rooms_on(shelf, desk, app[keys.SETTINGS], app[keys.ALERTS])
    app[keys.CASES] = rooms.cases if rooms else None
    app[keys.FOLLOW_UPS] = rooms.follow_ups if rooms else None
    app[keys.OVERDUE] = rooms.overdue if rooms else None
    app[keys.CHECKLISTS] = rooms.checklists if rooms else None
    app[keys.HELPED] = rooms.helped if rooms else None
    app[keys.HAND_OVER] = rooms.hand_over if rooms else None
    app[keys.WORK] = rooms.work if rooms else None
    app[keys.DIRECTORY] = rooms.directory if rooms else None
    app[keys.CASE_FILES] = CaseFiles(rooms.cases, _parts(rooms.checklists)) if rooms else None


def _parts(checklists: Checklists) -> list[Part]:
    """What a case carries beside its facts and consent, in the order in which it stands in a file."""
    book = checklists.book
    runs = Part("checklists", partial(carrying.carried, book), partial(carrying.bring_back, book))
    return [*follow_up.PARTS, runs, matters.part(book.cases.shelf.masked, book.store)]


def at_checklists(request: web.Request) -> Checklists:
    """The service of checklists. Raises 503 where nothing is kept."""
    return kept(request, keys.CHECKLISTS)


def at_work(request: web.Request) -> Work:
    """Returns, plans and reviews of cases. Raises 503 where nothing is kept."""
    return kept(request, keys.WORK)


def at_overdue(request: web.Request) -> Overdue:
    """How much work is late. Raises 503 where nothing is kept."""
    found = request.app[keys.OVERDUE]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found


def at_directory(request: web.Request) -> Directory:
    """The referral directory. Raises 503 where nothing is kept."""
    return kept(request, keys.DIRECTORY)


def at_hand_over(request: web.Request) -> HandOver:
    """The service of the hand-over. Raises 503 where nothing is kept."""
    return kept(request, keys.HAND_OVER)
