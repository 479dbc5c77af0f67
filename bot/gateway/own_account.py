"""One's own account: password, second step, signing out everywhere, and what others can see."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from bot.accounts import managing, second_step
from bot.accounts.office import account
from bot.accounts.roles import Role, needs_second_step
from bot.gateway.access import what_role_sees_of_others
from bot.gateway.forms import filled_in
from bot.gateway.keys import OFFICE
from bot.gateway.rendering import page
from bot.gateway.sign_in import checked, signed_out
from bot.gateway.visitor import address, asking

_SAID = frozenset({"recovery", "off"})


async def show(request: web.Request) -> web.Response:
    """One's own account."""
    said = request.query.get("said", "")
    return await _show(request, said=said if said in _SAID else "")


async def change_password(request: web.Request) -> web.Response:
    """Change the password; every session ends, this one too."""
    form, office, where = await filled_in(request), request.app[OFFICE], address(request)
    person = asking(request)
    wrong = await checked(
        request,
        lambda: managing.change_own_password(office, person, form["current"], form["password"], where, time.time()),
    )
    if wrong:
        return await _show(request, wrong=wrong)
    raise signed_out(request, "password")


async def sign_out_everywhere(request: web.Request) -> web.Response:
    """End every session of this account."""
    mine = asking(request).account_id
    await asyncio.to_thread(managing.end_sessions, request.app[OFFICE], mine, account(mine))
    raise signed_out(request, "everywhere")


async def seen(request: web.Request) -> web.Response:
    """What others can see about the person asking: read from the same table that opens the routes."""
    by_role = [(role.value, [sight.value for sight in what_role_sees_of_others(role)]) for role in Role]
    return page(request, "seen.html", by_role=by_role)


async def _show(request: web.Request, wrong: str = "", said: str = "") -> web.Response:
    office, person = request.app[OFFICE], asking(request)
    return page(
        request,
        "account.html",
        status=422 if wrong else 200,
        set_up=await asyncio.to_thread(second_step.is_set_up, office, person.account_id),
        left=await asyncio.to_thread(second_step.recovery_codes_left, office, person.account_id),
        required=needs_second_step(person.role),
        wrong=wrong,
        said=said,
    )
