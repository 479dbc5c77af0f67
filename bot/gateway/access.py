"""Who may pass which door, what for, and what of other people it lets one see: one line a route, as data (`doors/`).

A route that stands in no line is closed, and the application does not start. The page “what others can see about you”
(`/seen`), the ways at the top of every page and the OpenAPI description are made from the same lines.
"""

from __future__ import annotations

from aiohttp import web

from bot.accounts.roles import Role
from bot.accounts.sessions import CODE, ENROL
from bot.gateway.doors.accounts import ACCOUNTS
from bot.gateway.doors.alerting import ALERTING
from bot.gateway.doors.asking import ASKING
from bot.gateway.doors.casework import CASEWORK
from bot.gateway.doors.entry import OWN, Entry, Sight
from bot.gateway.doors.practising import PRACTISING
from bot.gateway.doors.reviewing import REVIEWING
from bot.gateway.doors.signing_in import SIGNING_IN


class UnlistedRoute(RuntimeError):
    """A route was added without saying who may use it."""


#: Route name → its line.
ACCESS: dict[str, Entry] = {
    **SIGNING_IN,
    **ASKING,
    **ALERTING,
    **REVIEWING,
    **CASEWORK,
    **PRACTISING,
    **ACCOUNTS,
}

#: Where each role begins after signing in.
HOME = {Role.STAFF: "/", Role.TRAINER: "/practice", Role.SUPERVISOR: "/alerts", Role.ADMIN: "/accounts"}
#: Where someone on the way through the sign-in goes on.
NEXT_STEP = {CODE: "/sign-in/code", ENROL: "/second-step"}


def check_every_route_is_listed(app: web.Application) -> None:
    """Raise UnlistedRoute when a route has no name, or no line in the table."""
    for route in app.router.routes():
        if route.name not in ACCESS:
            raise UnlistedRoute(f"{route.method} {route.resource} needs a name and a line in bot/gateway/doors/")


def entry_of(route_name: str | None) -> Entry | None:
    """The line of a route; None when it is closed to everybody."""
    return ACCESS.get(route_name or "")


def may(role: str, route_name: str) -> bool:
    """Whether a signed-in person of this role may pass."""
    entry = entry_of(route_name)
    return entry is not None and (entry.public or role in entry.roles)


def home(role: str) -> str:
    """The first page of a role; the page about the service for a role this release does not know."""
    return next((page for known, page in HOME.items() if known.value == role), "/about")


def what_role_sees_of_others(role: Role) -> tuple[Sight, ...]:
    """Everything of other people that some route shows to this role."""
    shown = {sight for entry in ACCESS.values() if role in entry.roles for sight in entry.shows}
    return tuple(sight for sight in Sight if sight in shown - OWN)
