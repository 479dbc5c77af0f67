"""Tells our own pages' requests from those another site makes the browser send.

Two checks, both needed: a token in every form, derived from the browser's secret cookie, and the browser's own word on
where the request comes from.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from aiohttp import web

from bot.gateway.keys import SEED

FIELD = "csrf"
_OURS = frozenset({"same-origin", "none"})


def form_token(request: web.Request) -> str:
    """The token that forms on this browser's pages carry."""
    seed = request.get(SEED) or ""
    return hmac.new(seed.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


def is_right_token(request: web.Request, given: object) -> bool:
    """Whether a form came with this browser's token."""
    if not isinstance(given, str) or not request.get(SEED):
        return False
    return hmac.compare_digest(form_token(request).encode(), given.encode("utf-8", "replace"))


def is_own_post(request: web.Request) -> bool:
    """Whether the browser says that a form was sent from our own pages.

    Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with a plain form, so null alone proves nothing
    either way; Sec-Fetch-Site decides then, and browsers too old to send it are held by the form token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OURS:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == "null" or _is_this_host(request, origin)


def is_own_socket(request: web.Request) -> bool:
    """Whether a WebSocket is opened from our own pages; browsers always name the origin, so it must be there."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OURS:
        return False
    return _is_this_host(request, request.headers.get("Origin", ""))


def _is_this_host(request: web.Request, origin: str) -> bool:
    # Only host and port are compared: behind a proxy that ends TLS we see http where the browser sees https.
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == request.host.lower()
