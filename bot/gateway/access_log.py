"""The access log: which kind of page, how it ended, how long it took. No address, no path, no query, no name."""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

LOGGER = logging.getLogger(__name__)


class RouteLog(AbstractAccessLogger):
    """One line a request at level info; aiohttp makes one of these for each connection."""

    @property
    def enabled(self) -> bool:
        """Whether the lines would be written at all."""
        return LOGGER.isEnabledFor(logging.INFO)

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write the line; `time` is in seconds."""
        match = getattr(request, "match_info", None)  # a request that cannot be read has none
        route = match.route.name if match is not None else None
        LOGGER.info("request", extra={"route": route or "none", "status": response.status, "ms": round(time * 1000)})
