"""The headers that every response carries, errors and files included."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.gateway import cookies
from bot.gateway.keys import NEW_VISITOR, SETTINGS

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    # No text becomes markup in the browser but through the one policy of markup.js.
    "require-trusted-types-for 'script'; trusted-types steadyhand"
)
_NOT_ALLOWED = ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics")

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOT_ALLOWED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
#: Static files have the fingerprint of the whole folder in their address, so they never change under one address.
_FOREVER = "public, max-age=31536000, immutable"


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on a response just before it is sent (an `on_response_prepare` signal)."""
    response.headers.update(SECURITY_HEADERS)
    if request.app[SETTINGS].secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    is_file = request.match_info.route.name == "static" and response.status in (200, 206, 304)
    response.headers[hdrs.CACHE_CONTROL] = _FOREVER if is_file else "no-store"
    # The server's name and release help only those who look for a hole.
    response.headers.popall(hdrs.SERVER, None)
    visitor = request.get(NEW_VISITOR)
    if visitor:
        cookies.set_visitor(response, request, visitor)
