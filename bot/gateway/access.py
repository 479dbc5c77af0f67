"""Who may pass which door. A route that stands in no line here is closed, and the application does not start."""

from __future__ import annotations

from enum import Enum

from aiohttp import web


class Who(Enum):
    """Who may use a route."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


class UnlistedRoute(RuntimeError):
    """A route was added without saying who may use it."""


#: Route name → who may use it.
ACCESS: dict[str, Who] = {
    "static": Who.PUBLIC,
    "healthz": Who.PUBLIC,
    "emergency": Who.PUBLIC,
    "about": Who.PUBLIC,
    "sign_in": Who.PUBLIC,
    "sign_in_send": Who.PUBLIC,
    # Also public, so that signing out never answers "sign in first" when the session has just run out.
    "sign_out": Who.PUBLIC,
    "chat": Who.SIGNED_IN,
    "say": Who.SIGNED_IN,
    "socket": Who.SIGNED_IN,
    "new_conversation": Who.SIGNED_IN,
    "library": Who.SIGNED_IN,
    "library_item": Who.SIGNED_IN,
    "sources": Who.SIGNED_IN,
}


def check_every_route_is_listed(app: web.Application) -> None:
    """Raise UnlistedRoute when a route has no name, or no line in the table."""
    for route in app.router.routes():
        if route.name not in ACCESS:
            raise UnlistedRoute(f"{route.method} {route.resource} needs a name and a line in bot/gateway/access.py")


def who_may(route_name: str | None) -> Who | None:
    """Who may use the route; None when it is closed to everybody."""
    return ACCESS.get(route_name or "")
