"""Signing in, in one or two steps, and out."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from bot.accounts import sessions, signing_in
from bot.gateway import cookies
from bot.gateway.access import NEXT_STEP, home
from bot.gateway.forms import filled_in
from bot.gateway.keys import ENGINE, OFFICE, PASSWORD_CHECKS, PERSON
from bot.gateway.rendering import page
from bot.gateway.visitor import address, asking

_REASONS = frozenset({"ended", "idle", "out", "password", "everywhere"})
Found = TypeVar("Found")


async def show(request: web.Request) -> web.Response:
    """The sign-in page."""
    person = request[PERSON]
    if person is not None:
        raise web.HTTPSeeOther(home(person.role))
    why = request.query.get("why", "")
    return page(request, "sign_in.html", why=why if why in _REASONS else "", name="", wait=0)


async def send(request: web.Request) -> web.Response:
    """Check name and password. An unknown name and a wrong password look the same."""
    form = await filled_in(request)
    name, password, where = form["name"], form["password"], address(request)
    came = await checked(request, lambda: signing_in.sign_in(request.app[OFFICE], name, password, where, time.time()))
    if came.token is None:
        return _refused(request, "sign_in.html", came.wait, name=name)
    # A session that was still open here ends: one browser holds one.
    await asyncio.to_thread(sessions.end, request.app[ENGINE], cookies.session_token(request))
    raise await signed_in(request, came.token, came.stage)


async def show_code(request: web.Request) -> web.Response:
    """The page that asks for the code of the second step."""
    return page(request, "code.html", why="", wait=0)


async def send_code(request: web.Request) -> web.Response:
    """Check the code of the second step, or a recovery code."""
    typed, where, person = (await filled_in(request))["code"], address(request), asking(request)
    came = await checked(request, lambda: signing_in.give_code(request.app[OFFICE], person, typed, where, time.time()))
    if came.token is None:
        return _refused(request, "code.html", came.wait)
    response = await signed_in(request, came.token, came.stage)
    if came.recovery_codes_left is not None:
        response.headers["Location"] = "/account?said=recovery#said"
    raise response


async def sign_out(request: web.Request) -> web.Response:
    """End the session and ask the browser to keep nothing."""
    await asyncio.to_thread(signing_in.sign_out, request.app[OFFICE], cookies.session_token(request))
    raise signed_out(request, "out")


async def checked(request: web.Request, check: Callable[[], Found]) -> Found:
    """What a check of passwords or codes found; only a few run at once."""
    async with request.app[PASSWORD_CHECKS]:
        return await asyncio.to_thread(check)


async def signed_in(request: web.Request, token: str, stage: str) -> web.HTTPSeeOther:
    """The answer that gives a browser its session and leads on."""
    person = await asyncio.to_thread(sessions.find, request.app[ENGINE], token, time.time(), request.app[OFFICE].limits)
    response = web.HTTPSeeOther(NEXT_STEP.get(stage) or home(person.role if person else ""))
    cookies.set_session(response, request, token)
    return response


def signed_out(request: web.Request, why: str) -> web.HTTPSeeOther:
    """The answer that takes a browser its session and leads to the sign-in page."""
    response = web.HTTPSeeOther(f"/sign-in?why={why}")
    cookies.forget_session(response, request)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _refused(request: web.Request, template: str, wait: float, **filled: str) -> web.Response:
    seconds = math.ceil(wait)
    response = page(
        request, template, status=429 if wait else 401, why="wait" if wait else "wrong", wait=seconds, **filled
    )
    if wait:
        response.headers["Retry-After"] = str(seconds)
    return response
