"""Admins look after accounts: who may come in, in which role, and from when on no more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

from aiohttp import web

from bot.accounts import joining, managing
from bot.accounts.managing import LastAdmin, Listed, NoSuchAccount
from bot.accounts.office import account
from bot.accounts.roles import Role, role_of
from bot.gateway.forms import filled_in
from bot.gateway.keys import OFFICE
from bot.gateway.rendering import page
from bot.gateway.sign_in import checked
from bot.gateway.visitor import asking

_SAID = frozenset({"role", "signed_out", "disabled", "enabled", "second_step"})


async def show_all(request: web.Request) -> web.Response:
    """Every account, and invitations that can still be used."""
    return await _list(request)


async def invite(request: web.Request) -> web.Response:
    """Make an invitation and show its code, this once."""
    role = role_of((await filled_in(request))["role"])
    if role is None:
        return await _list(request, wrong="role")
    office, by = request.app[OFFICE], account(asking(request).account_id)
    code = await checked(request, lambda: joining.invite(office, role, time.time(), by))
    return page(request, "accounts/code.html", kind="invitation", code=code, role=role.value, way="join", of=None)


async def withdraw(request: web.Request) -> web.Response:
    """Take an invitation back."""
    selector = (await filled_in(request))["selector"]
    await asyncio.to_thread(joining.withdraw, request.app[OFFICE], selector)
    raise web.HTTPSeeOther("/accounts")


async def show_one(request: web.Request) -> web.Response:
    """One account and what can be done with it."""
    said = request.query.get("said", "")
    return _one_page(request, await _account(request), said=said if said in _SAID else "")


async def change_role(request: web.Request) -> web.Response:
    """Give an account another role."""
    role = role_of((await filled_in(request))["role"])
    if role is None:
        return _one_page(request, await _account(request), wrong="role")
    return await _done(request, partial(managing.change_role, role=role), "role")


async def disable(request: web.Request) -> web.Response:
    """Close an account at once."""
    return await _done(request, managing.disable, "disabled")


async def enable(request: web.Request) -> web.Response:
    """Open an account again."""
    return await _done(request, managing.enable, "enabled")


async def end_sessions(request: web.Request) -> web.Response:
    """Sign an account out everywhere."""
    return await _done(request, managing.end_sessions, "signed_out")


async def second_step_off(request: web.Request) -> web.Response:
    """Take a lost second step away."""
    return await _done(request, managing.remove_second_step, "second_step")


async def reset(request: web.Request) -> web.Response:
    """Make a one-time code for a new password and show it, this once."""
    of, office = await _account(request), request.app[OFFICE]
    if of.id == asking(request).account_id:
        return _one_page(request, of, wrong="self")
    by = account(asking(request).account_id)
    code = await checked(request, lambda: managing.reset(office, of.id, time.time(), by))
    return page(request, "accounts/code.html", kind="reset", code=code, role=of.role, way="new-password", of=of.name)


async def _done(request: web.Request, act: Callable[..., None], said: str) -> web.Response:
    of, person = await _account(request), asking(request)
    if of.id == person.account_id:
        # One's own account is looked after at /account; closing it by mistake should not be one tap away.
        return _one_page(request, of, wrong="self")
    try:
        await asyncio.to_thread(partial(act, request.app[OFFICE], of.id, by=account(person.account_id)))
    except LastAdmin:
        return _one_page(request, of, wrong="last_admin")
    raise web.HTTPSeeOther(f"/accounts/{of.id}?said={said}#said")


async def _account(request: web.Request) -> Listed:
    try:
        return await asyncio.to_thread(managing.one, request.app[OFFICE], int(request.match_info["id"]))
    except NoSuchAccount:
        raise web.HTTPNotFound from None


async def _list(request: web.Request, wrong: str = "") -> web.Response:
    office = request.app[OFFICE]
    return page(
        request,
        "accounts/list.html",
        status=422 if wrong else 200,
        accounts=await asyncio.to_thread(managing.accounts, office),
        invitations=await asyncio.to_thread(managing.invitations, office, time.time()),
        roles=[role.value for role in Role],
        wrong=wrong,
    )


def _one_page(request: web.Request, of: Listed, wrong: str = "", said: str = "") -> web.Response:
    mine = of.id == asking(request).account_id
    roles = [role.value for role in Role]
    return page(
        request,
        "accounts/one.html",
        status=422 if wrong else 200,
        of=of,
        mine=mine,
        roles=roles,
        wrong=wrong,
        said=said,
    )
