"""What every request passes: calm error pages, who is asking, and the doors."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
import traceback

from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts import sessions
from bot.gateway import cookies, forgery
from bot.gateway.access import Who, who_may
from bot.gateway.keys import ENGINE, NEW_VISITOR, PERSON, SEED, SETTINGS
from bot.gateway.rendering import error_page

_log = logging.getLogger(__name__)
#: What a form in no known shape makes aiohttp raise.
_UNREADABLE = (ValueError, LookupError, AssertionError, ClientPayloadError, HttpProcessingError)
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@web.middleware
async def calm_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a page that says what to do; what went wrong goes to the log, never to the screen."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return error_page(request, error.status, error.headers)
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
        return error_page(request, 500)


@web.middleware
async def who_is_asking(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Find the person behind the session cookie, and give strangers a visitor mark for their forms."""
    request[PERSON] = None
    if request.match_info.route.name in ("static", "healthz"):
        return await handler(request)
    token = cookies.session_token(request)
    if token:
        request[PERSON] = await find_person(request, token)
    if request[PERSON] is not None:
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
    who = who_may(request.match_info.route.name)
    if who is None:
        raise web.HTTPForbidden
    if request.method == "POST":
        await _check_form(request, signed_in=who is Who.SIGNED_IN)
    if who is Who.SIGNED_IN and request[PERSON] is None:
        if request.match_info.route.name == "socket":
            raise web.HTTPUnauthorized
        raise web.HTTPSeeOther(f"/sign-in{_why(request)}")
    return await handler(request)


async def find_person(request: web.Request, token: str) -> sessions.Person | None:
    """The person of this session; None also when the database is out of reach, so that public pages still open."""
    try:
        return await asyncio.to_thread(
            sessions.find, request.app[ENGINE], token, time.time(), session_limits(request.app)
        )
    except SQLAlchemyError as error:
        _log.error("the session could not be read: %s", type(error).__name__)
        return None


def session_limits(app: web.Application) -> sessions.Limits:
    """How long sessions last, from the settings."""
    settings = app[SETTINGS]
    return sessions.Limits(idle=settings.idle_minutes * 60.0, longest=settings.session_hours * 3600.0)


async def _check_form(request: web.Request, signed_in: bool) -> None:
    if not forgery.is_own_post(request):
        raise web.HTTPForbidden
    if signed_in and request[PERSON] is None:
        # The session ran out while the page was open: its token is stale too, and the way on is to sign in again.
        return
    if request.content_type not in _FORMS:
        raise web.HTTPUnsupportedMediaType
    try:
        form = await request.post()
    except _UNREADABLE as error:
        raise web.HTTPBadRequest from error
    if not forgery.is_right_token(request, form.get(forgery.FIELD)):
        raise web.HTTPForbidden


def _why(request: web.Request) -> str:
    return "?why=ended" if cookies.session_token(request) else ""
