"""Setting up the second step at sign-in, and looking after it."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from bot.accounts import asking_again, second_step, sessions
from bot.accounts.office import account
from bot.accounts.roles import needs_second_step
from bot.gateway import cookies
from bot.gateway.forms import filled_in
from bot.gateway.keys import ARRIVING, OFFICE, PERSON, SEED
from bot.gateway.rendering import page
from bot.gateway.sign_in import checked
from bot.gateway.visitor import address, asking


async def show(request: web.Request) -> web.Response:
    """What there is: nothing yet, a secret waiting to be confirmed, or a second step in use."""
    return await _show(request)


async def begin(request: web.Request) -> web.Response:
    """Make a new secret. Who has just given the password is not asked for it again."""
    if request[PERSON] is not None:
        wrong = await _wrong_password(request)
        if wrong:
            return await _show(request, wrong)
    await asyncio.to_thread(second_step.begin, request.app[OFFICE], asking(request))
    raise web.HTTPSeeOther("/second-step")


async def confirm(request: web.Request) -> web.Response:
    """Take the new secret into use and show the recovery codes, this once."""
    office, person, typed = request.app[OFFICE], asking(request), (await filled_in(request))["code"]
    done = await checked(request, lambda: second_step.confirm(office, person, typed, time.time()))
    if done is None:
        return await _show(request, "code")
    # The page of this answer belongs to the new session already: its forms carry the new session's token.
    found = await asyncio.to_thread(sessions.find, office.records, done.token, time.time(), office.limits)
    request[SEED], request[PERSON], request[ARRIVING] = done.token, found, None
    response = page(request, "recovery_codes.html", codes=done.recovery_codes)
    cookies.set_session(response, request, done.token)
    return response


async def new_codes(request: web.Request) -> web.Response:
    """Make ten new recovery codes and show them, this once."""
    office, person = request.app[OFFICE], asking(request)
    if not await asyncio.to_thread(second_step.is_set_up, office, person.account_id):
        return await _show(request)
    wrong = await _wrong_password(request)
    if wrong:
        return await _show(request, wrong)
    made = await checked(request, lambda: second_step.new_recovery_codes(office, person.account_id, time.time()))
    return page(request, "recovery_codes.html", codes=made)


async def off(request: web.Request) -> web.Response:
    """Go without a second step again, where the role allows it."""
    wrong = await _wrong_password(request)
    if wrong:
        return await _show(request, wrong)
    office, mine = request.app[OFFICE], asking(request).account_id
    await asyncio.to_thread(second_step.remove, office, mine, account(mine))
    raise web.HTTPSeeOther("/account?said=off#said")


async def _show(request: web.Request, wrong: str = "") -> web.Response:
    office, person = request.app[OFFICE], asking(request)
    set_up = await asyncio.to_thread(second_step.is_set_up, office, person.account_id)
    secret = await asyncio.to_thread(second_step.shown, office, person)
    return page(
        request,
        "second_step.html",
        status=422 if wrong else 200,
        set_up=set_up,
        secret=secret,
        left=await asyncio.to_thread(second_step.recovery_codes_left, office, person.account_id),
        required=needs_second_step(person.role),
        arriving=request[PERSON] is None,
        wrong=wrong,
    )


async def _wrong_password(request: web.Request) -> str:
    office, person, where = request.app[OFFICE], asking(request), address(request)
    password = (await filled_in(request))["password"]
    return await checked(request, lambda: asking_again.wrong(office, person, password, where, time.time()))
