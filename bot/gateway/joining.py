"""Coming in with a one-time code: an invitation, or the way to a new password."""

from __future__ import annotations

import asyncio
import math
import time

from aiohttp import web

from bot.accounts import joining, names, passwords
from bot.accounts.joining import Joined
from bot.gateway.forms import filled_in
from bot.gateway.keys import ENGINE, OFFICE
from bot.gateway.rendering import page
from bot.gateway.sign_in import checked, signed_in, signed_out
from bot.gateway.typed_text import cleaned
from bot.gateway.visitor import address

_LONGEST_CODE = 60


async def show_join(request: web.Request) -> web.Response:
    """The page to come in on; a link may bring the code along."""
    return await _join_page(request, _code_of_link(request), "", Joined())


async def join(request: web.Request) -> web.Response:
    """Make the account and sign in."""
    form = await filled_in(request)
    office, where = request.app[OFFICE], address(request)
    came = await checked(
        request,
        lambda: joining.join(office, form["code"], form["name"], form["password"], where, time.time()),
    )
    if came.token is None:
        return await _join_page(request, form["code"], form["name"], came)
    raise await signed_in(request, came.token, came.stage)


async def show_new_password(request: web.Request) -> web.Response:
    """The page to choose a new password on."""
    return _password_page(request, _code_of_link(request), Joined())


async def new_password(request: web.Request) -> web.Response:
    """Take the new password; then one signs in with it."""
    form = await filled_in(request)
    office, where = request.app[OFFICE], address(request)
    came = await checked(
        request, lambda: joining.set_password(office, form["code"], form["password"], where, time.time())
    )
    if came.wrong or came.wait:
        return _password_page(request, form["code"], came)
    raise signed_out(request, "password")


async def _join_page(request: web.Request, code: str, name: str, came: Joined) -> web.Response:
    shown = name or await asyncio.to_thread(names.offered, request.app[ENGINE])
    return _page(request, "join.html", came, code=code, name=shown)


def _password_page(request: web.Request, code: str, came: Joined) -> web.Response:
    return _page(request, "new_password.html", came, code=code)


def _page(request: web.Request, template: str, came: Joined, **filled: str) -> web.Response:
    wait = math.ceil(came.wait)
    status = 429 if wait else 422 if came.wrong else 200
    idea = passwords.easy_password()
    response = page(request, template, status=status, wrong=came.wrong, wait=wait, idea=idea, **filled)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _code_of_link(request: web.Request) -> str:
    return cleaned(request.query.get("code", ""))[:_LONGEST_CODE]
