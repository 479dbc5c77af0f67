"""The two cookies: the session of someone signed in, and the mark of a visitor who is about to sign in.

Both are secrets for the server only (HttpOnly), are never sent from another site (SameSite=Strict) and die with the
browser.
"""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.gateway.keys import SETTINGS


def session_token(request: web.Request) -> str:
    """The session token the browser sent, or an empty string."""
    return request.cookies.get(_name(request, "session"), "")


def visitor_mark(request: web.Request) -> str:
    """The visitor mark the browser sent, or an empty string."""
    return request.cookies.get(_name(request, "visitor"), "")


def set_session(response: web.StreamResponse, request: web.Request, token: str) -> None:
    """Give the browser its session token."""
    _set(response, request, "session", token)


def set_visitor(response: web.StreamResponse, request: web.Request, mark: str) -> None:
    """Give the browser a visitor mark, on a response whose headers are already being written."""
    _set(response, request, "visitor", mark)
    # aiohttp writes cookies into the headers before it asks for ours.
    response.headers.add(hdrs.SET_COOKIE, response.cookies[_name(request, "visitor")].OutputString())


def forget_session(response: web.StreamResponse, request: web.Request) -> None:
    """Take the session token away from the browser."""
    response.del_cookie(
        _name(request, "session"),
        path="/",
        secure=request.app[SETTINGS].secure_cookies,
        httponly=True,
        samesite="Strict",
    )


def _set(response: web.StreamResponse, request: web.Request, which: str, value: str) -> None:
    response.set_cookie(
        _name(request, which),
        value,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=request.app[SETTINGS].secure_cookies,
    )


def _name(request: web.Request, which: str) -> str:
    # Browsers take a `__Host-` cookie only over https, for this very host and no other.
    prefix = "__Host-" if request.app[SETTINGS].secure_cookies else ""
    return f"{prefix}steadyhand_{which}"
