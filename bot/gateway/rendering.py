"""Pages and fragments from templates; every sentence people read stands there or in the content."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import hdrs, web

from bot.gateway import access, forgery, presenting, sendable
from bot.gateway.keys import ARRIVING, HELPED, PERSON, REVIEW, SETTINGS, SITE, STATIC_VERSION, STORE
from bot.helped.helped import is_asked, key_of
from knowledge.store import UnknownItem

#: Errors with a page of their own wording; any other shows the words of its hundred.
_WORDED = frozenset({400, 401, 403, 404, 405, 413, 415, 429, 500, 503})


def set_up_templates(app: web.Application, folder: Path) -> None:
    """Make the templates of a folder available to `page` and `fragment`."""
    env = aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    store = app[STORE]

    def phrase(name: str, otherwise: str) -> str:
        try:
            return store.phrase(name)
        except UnknownItem:
            return otherwise

    env.globals.update(
        phrase=phrase,
        static=f"/static/{app[STATIC_VERSION]}",
        exit_url=app[SETTINGS].exit_url,
        emergency_number=app[SITE].phone("emergency_services"),
        idle_minutes=app[SETTINGS].idle_minutes,
        may=access.may,
        home_of=access.home,
        fresh_mark=lambda: secrets.token_urlsafe(12),
    )
    env.globals.update(answer_key=key_of, asks_if_helped=is_asked if app[HELPED] else lambda answer: False)
    words_to_send = sendable.words_of if app[REVIEW] else lambda turn: ""
    env.globals.update(sent_key=sendable.key_of, is_none=sendable.is_none, words_to_send=words_to_send)
    env.globals.update(presenting.functions(store))


def page(request: web.Request, template: str, status: int = 200, **filled: Any) -> web.Response:
    """A whole page."""
    text = fragment(request, template, **filled)
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def fragment(request: web.Request, template: str, **filled: Any) -> str:
    """A piece of a page as HTML."""
    context = {
        "person": request.get(PERSON),
        "arriving": request.get(ARRIVING),
        "csrf": forgery.form_token(request),
        "here": request.path,
        **filled,
    }
    return aiohttp_jinja2.render_string(template, request, context)


def error_page(
    request: web.Request, status: int, headers: Mapping[str, str] | None = None, why: str = ""
) -> web.Response:
    """The calm page of an error, with the emergency card one tap away; `why` chooses other words for a status."""
    worded = why or (status if status in _WORDED else (400 if status < 500 else 500))
    response = page(request, "error.html", status=status, error=worded)
    for name in (hdrs.ALLOW, hdrs.RETRY_AFTER):
        if headers and name in headers:
            response.headers[name] = headers[name]
    return response
