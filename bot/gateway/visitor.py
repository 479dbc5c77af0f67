"""Where a request comes from, and whose it is, for the brakes on guessing and flooding."""

from __future__ import annotations

from aiohttp import web

from bot.accounts.sessions import Person
from bot.gateway.keys import ARRIVING, PERSON, SETTINGS
from bot.gateway.pace import Pace

_LONGEST_ADDRESS = 45  # an IPv6 address with an IPv4 one in it


def address(request: web.Request) -> str:
    """The address of the browser. Behind a proxy it is what the proxy put last; anybody can write the rest."""
    if request.app[SETTINGS].behind_proxy:
        forwarded = request.headers.getall("X-Forwarded-For", [])
        last = ",".join(forwarded).rpartition(",")[2].strip()
        if last:
            return last[:_LONGEST_ADDRESS]
    return request.remote or ""


def asking(request: web.Request) -> Person:
    """The person asking, signed in or on the way, on a route that only such people reach."""
    person = request[PERSON] or request[ARRIVING]
    if person is None:
        raise web.HTTPForbidden
    return person


def whose(request: web.Request) -> str:
    """What the pace of forms is counted by: the account, or the address of a stranger."""
    person = request[PERSON] or request[ARRIVING]
    return f"account {person.account_id}" if person else f"address {address(request)}"


def not_too_fast(pace: Pace, who: str) -> None:
    """Take one from somebody's pace. Raises 429 when they send faster than that."""
    if not pace.allows(who):
        raise web.HTTPTooManyRequests(headers={"Retry-After": "10"})
