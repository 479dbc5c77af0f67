"""Signing in and out."""

from __future__ import annotations

import asyncio
import math
import time

from aiohttp import web

from bot.accounts import service, sessions
from bot.gateway import cookies
from bot.gateway.keys import ENGINE, PASSWORD_CHECKS, PERSON
from bot.gateway.middlewares import session_limits
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned

_REASONS = frozenset({"ended", "idle", "out"})


async def show(request: web.Request) -> web.Response:
    """The sign-in page."""
    if request[PERSON] is not None:
        raise web.HTTPSeeOther("/")
    why = request.query.get("why", "")
    return page(request, "sign_in.html", why=why if why in _REASONS else "", name="", wait=0)


async def send(request: web.Request) -> web.Response:
    """Check name and password. An unknown name and a wrong password look the same."""
    form = await request.post()
    name, password = cleaned(form.get("name")), cleaned(form.get("password"))
    async with request.app[PASSWORD_CHECKS]:
        came = await asyncio.to_thread(
            service.sign_in,
            request.app[ENGINE],
            name,
            password,
            request.remote or "",
            time.time(),
            session_limits(request.app),
        )
    if came.token is None:
        return _refused(request, name, came.wait)
    # A session that was still open here ends: one browser holds one.
    await asyncio.to_thread(sessions.end, request.app[ENGINE], cookies.session_token(request))
    response = web.HTTPSeeOther("/")
    cookies.set_session(response, request, came.token)
    raise response


async def sign_out(request: web.Request) -> web.Response:
    """End the session and ask the browser to keep nothing."""
    await asyncio.to_thread(sessions.end, request.app[ENGINE], cookies.session_token(request))
    response = web.HTTPSeeOther("/sign-in?why=out")
    cookies.forget_session(response, request)
    response.headers["Clear-Site-Data"] = '"storage"'
    raise response


def _refused(request: web.Request, name: str, wait: float) -> web.Response:
    status = 429 if wait else 401
    response = page(
        request, "sign_in.html", status=status, why="wait" if wait else "wrong", name=name[:80], wait=math.ceil(wait)
    )
    if wait:
        response.headers["Retry-After"] = str(math.ceil(wait))
    return response
