"""Tells our own pages' requests from those another site makes the browser send.

Two checks, both needed: a token in every form and socket, derived from the browser's secret cookie, and the browser's
own word on where the request comes from.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from aiohttp import ClientPayloadError, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.cases.files import LARGEST
from bot.gateway.keys import SEED
from bot.gateway.upload import read_upload

FIELD = "csrf"
#: The one route whose form has a file in it.
FILE_ROUTE = "case_put_in"
#: A socket names this protocol and, beside it, the form token with this in front: browsers send no other header there.
SOCKET_PROTOCOL, _TOKEN_PROTOCOL = "steadyhand", "csrf."
_OURS = frozenset({"same-origin", "none"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
#: Bytes of any form but the chat's: fields of accounts are short.
_LARGEST_SHORT_FORM = 32 * 1024
#: Routes whose forms may be longer: a message, and a resident that somebody writes.
_LONG = frozenset({"say", "resident_check", "resident_save"})
#: What a form in no known shape makes aiohttp raise.
_UNREADABLE = (ValueError, LookupError, AssertionError, ClientPayloadError, HttpProcessingError)


def form_token(request: web.Request) -> str:
    """The token that forms on this browser's pages carry."""
    seed = request.get(SEED) or ""
    return hmac.new(seed.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


async def check_form(request: web.Request, stale: bool) -> None:
    """Raise the fitting HTTP error unless a form comes from our own pages, in a shape we read.

    When the session ran out while the page was open (`stale`), its token is stale too, and is not looked at: the way on
    is to sign in again.
    """
    if not is_own_post(request):
        raise web.HTTPForbidden
    if stale:
        return
    if request.content_type not in _FORMS or hdrs.CONTENT_ENCODING in request.headers:
        raise web.HTTPUnsupportedMediaType
    if request.match_info.route.name == FILE_ROUTE and request.content_type == "multipart/form-data":
        return await _check_file_form(request)
    if request.match_info.route.name not in _LONG and (request.content_length or 0) > _LARGEST_SHORT_FORM:
        raise web.HTTPRequestEntityTooLarge(_LARGEST_SHORT_FORM, request.content_length or 0)
    try:
        form = await request.post()
    except _UNREADABLE as error:
        raise web.HTTPBadRequest from error
    if not is_right_token(request, form.get(FIELD)):
        raise web.HTTPForbidden


async def _check_file_form(request: web.Request) -> None:
    try:
        fields = await read_upload(request, LARGEST)
    except _UNREADABLE as error:
        raise web.HTTPBadRequest from error
    if not is_right_token(request, fields.get(FIELD, b"").decode("ascii", "replace")):
        raise web.HTTPForbidden


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
    if not _is_this_host(request, request.headers.get("Origin", "")):
        return False
    offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
    return any(is_right_token(request, one.strip().removeprefix(_TOKEN_PROTOCOL)) for one in offered[:4])


def _is_this_host(request: web.Request, origin: str) -> bool:
    # Only host and port are compared: behind a proxy that ends TLS we see http where the browser sees https.
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == request.host.lower()
