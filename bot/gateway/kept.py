"""Finds the services that keep something. Where nothing is kept a page cannot do its work, and says so calmly."""

from __future__ import annotations

from typing import TypeVar

from aiohttp import web

T = TypeVar("T")


def kept(request: web.Request, key: web.AppKey[T | None]) -> T:
    """The service of this name. Raises 503 where nothing is kept, so that nobody believes that something was."""
    found = request.app.get(key)
    if found is None:
        raise web.HTTPServiceUnavailable
    return found
