"""Opens the review list for its pages."""

from __future__ import annotations

from aiohttp import web

from bot.cases.shelf import Shelf
from bot.gateway.keys import REVIEW, STORE
from bot.records.tombstones import TombstoneFile
from bot.review.choices import choices_of
from bot.review.review import Review


def set_up(app: web.Application, shelf: Shelf | None, tombstones: TombstoneFile | None) -> None:
    """The review list of this application; None where nothing is kept."""
    app[REVIEW] = Review(shelf, choices_of(app[STORE]), tombstones) if shelf else None


def at_review(request: web.Request) -> Review:
    """The review list. Raises 503 where nothing is kept."""
    found = request.app[REVIEW]
    if found is None:
        raise web.HTTPServiceUnavailable
    return found
