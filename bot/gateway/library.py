"""The library: everything the service knows, to browse, search, read and print."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.gateway.keys import SITE, STORE
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned
from knowledge.kinds import FOLDERS, Checklist, Item, Principle, Reaction, Situation, Topic, Variant
from knowledge.store import ContentStore, Found, UnknownItem

_LONGEST_SEARCH = 200
_MOST_FOUND = 20


async def browse(request: web.Request) -> web.Response:
    """The shelves of the library, or what was found for the words searched."""
    store = request.app[STORE]
    words = cleaned(request.query.get("q", "")).replace("\n", " ")[:_LONGEST_SEARCH]
    found = await asyncio.to_thread(_search, store, words) if words else []
    return page(
        request,
        "library/browse.html",
        words=words,
        found=found,
        reactions=store.all(Reaction),
        principles=store.all(Principle),
        checklists=store.all(Checklist),
        variants=store.all(Variant),
        situations=sorted(store.all(Situation), key=lambda situation: situation.priority),
        topics=store.all(Topic),
    )


async def item(request: web.Request) -> web.Response:
    """One item whole, with the sources of every line."""
    kind = FOLDERS.get(request.match_info["folder"])
    if kind is None:
        raise web.HTTPNotFound
    try:
        found: Item = request.app[STORE].get(kind, request.match_info["id"])
    except UnknownItem:
        raise web.HTTPNotFound from None
    steps = request.app[SITE].local_steps.get(found.id, ())
    return page(request, "library/item.html", item=found, kind=found.kind, local_steps=steps)


def _search(store: ContentStore, words: str) -> list[Found]:
    try:
        return store.search(words, most=_MOST_FOUND)
    except SQLAlchemyError:
        # Words the index cannot read are words it does not hold.
        return []
