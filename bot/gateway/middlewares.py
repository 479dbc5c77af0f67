"""What every request passes: calm error pages, who is asking, and the doors."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
import traceback

from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts import sessions
from bot.gateway import cookies, forgery
from bot.gateway.access import NEXT_STEP, entry_of, home, may
from bot.gateway.doors.entry import Entry
from bot.gateway.keys import ARRIVING, ENGINE, FORM_PACE, NEW_VISITOR, OFFICE, PERSON, SEED, SIGNS_OF_LIFE
from bot.gateway.rendering import error_page
from bot.gateway.visitor import not_too_fast, whose

_log = logging.getLogger(__name__)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Routes that an open page asks by itself.
_BY_ITSELF = frozenset({"alerts_live", "checklist_live", "room_live", "room_lead_live", "room_wall_live"})


class OtherRole(web.HTTPForbidden):
    """The person is signed in, but the page is for another role."""


class OutOfReach(Exception):
    """The records could not be read, so nobody knows whether this person is signed in."""


@web.middleware
async def calm_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a page that says what to do; what went wrong goes to the log, never to the screen."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return error_page(request, error.status, error.headers, "role" if isinstance(error, OtherRole) else "")
    except (asyncio.CancelledError, ConnectionResetError):
        raise
    except Exception as error:
        # Only the kind and the place: the message of an error may quote what someone typed.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error(
            "%s %s failed: %s in %s line %s",
            request.method,
            request.match_info.route.name,
            type(error).__name__,
            place.filename,
            place.lineno,
        )
        # A database that is locked, full or away is not our fault in the code: it comes back.
        return error_page(request, 503 if isinstance(error, (SQLAlchemyError, OutOfReach)) else 500)


@web.middleware
async def who_is_asking(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Find the person behind the session cookie, and give strangers a visitor mark for their forms."""
    request[PERSON] = request[ARRIVING] = None
    name = request.match_info.route.name
    if name in ("static", "healthz"):
        return await handler(request)
    token = cookies.session_token(request)
    if token:
        await _find(request, token, entry_of(name))
    if request[PERSON] or request[ARRIVING]:
        request[SEED] = token
    else:
        mark = cookies.visitor_mark(request)
        if not mark:
            mark = request[NEW_VISITOR] = secrets.token_urlsafe(32)
        request[SEED] = mark
    return await handler(request)


@web.middleware
async def doors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let through only who may pass, and only forms that come from our own pages."""
    if request.match_info.http_exception is not None:
        raise request.match_info.http_exception
    entry = entry_of(request.match_info.route.name)
    if entry is None:
        raise web.HTTPForbidden
    if request.method not in _SAFE:
        stale = not entry.public and request[PERSON] is None and request[ARRIVING] is None
        await forgery.check_form(request, stale)
        not_too_fast(request.app[FORM_PACE], whose(request))
    if not entry.public:
        _check_person(request, entry)
    return await handler(request)


def _check_person(request: web.Request, entry: Entry) -> None:
    person, arriving, name = request[PERSON], request[ARRIVING], request.match_info.route.name or ""
    if person is not None:
        if may(person.role, name):
            return
        if name in ("chat", "code", "code_send"):  # the first address anybody types; and a step already done
            raise web.HTTPSeeOther(home(person.role))
        raise OtherRole
    if arriving is not None and arriving.stage in entry.stages:
        return
    if name == "socket":
        raise web.HTTPUnauthorized
    raise web.HTTPSeeOther(NEXT_STEP[arriving.stage] if arriving else f"/sign-in{_why(request)}")


async def find_person(request: web.Request, token: str, is_alive: bool = True) -> sessions.Person | None:
    """The person of this session, signed in all the way; None when there is none. Raises OutOfReach.

    What a page asks by itself is no sign of life (`is_alive`): it must not keep a session open when nobody is there.
    """
    person = await _person_of(request, token, is_alive)
    return person if person is not None and person.stage == sessions.OPEN else None


async def _find(request: web.Request, token: str, entry: Entry | None) -> None:
    try:
        person = await _person_of(request, token, request.match_info.route.name not in _BY_ITSELF)
    except OutOfReach:
        if entry is None or not entry.public:
            raise
        return  # public pages, the emergency card before all, open without knowing who is there
    request[PERSON if person is None or person.stage == sessions.OPEN else ARRIVING] = person


async def _person_of(request: web.Request, token: str, is_alive: bool) -> sessions.Person | None:
    now, engine = time.time(), request.app[ENGINE]
    try:
        person = await asyncio.to_thread(sessions.find, engine, token, now, request.app[OFFICE].limits)
    except SQLAlchemyError as error:
        _log.error("the session could not be read: %s", type(error).__name__)
        raise OutOfReach from error
    if is_alive and person is not None and sessions.seen_is_due(person, now):
        request.app[SIGNS_OF_LIFE].submit(_write_down, request.app, person, now)
    return person


def _write_down(app: web.Application, person: sessions.Person, now: float) -> None:
    try:
        sessions.seen(app[ENGINE], person, now)
    except SQLAlchemyError as error:
        _log.error("a sign of life could not be written: %s", type(error).__name__)


def _why(request: web.Request) -> str:
    return "?why=ended" if cookies.session_token(request) else ""
