"""The pages beside the chat: emergency card, about, sources, and the sign of health."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

from aiohttp import web
from sqlalchemy import text

from bot.gateway.keys import ENGINE, PERSON, SITE, STORE
from bot.gateway.rendering import page
from knowledge.kinds import FOLDERS, Item, Situation, Source, Topic
from knowledge.kinds.base import Line
from knowledge.store import ContentStore, UnknownItem

_log = logging.getLogger(__name__)


async def emergency(request: web.Request) -> web.Response:
    """First steps for every urgent situation, open to everybody; internal numbers only for who is signed in."""
    store, site = request.app[STORE], request.app[SITE]
    situations = sorted(store.all(Situation), key=lambda situation: situation.priority)
    known = request[PERSON] is not None
    phones = {role: site.phone(role) for role in _roles(situations) if known or role == "emergency_services"}
    return page(
        request,
        "emergency.html",
        situations=situations,
        number=site.phone("emergency_services"),
        phones=phones,
        notes={role: site.note(role) for role in phones},
        local_steps=site.local_steps if known else {},
    )


async def about(request: web.Request) -> web.Response:
    """What Steadyhand is, what it must not do, and what it keeps."""
    store = request.app[STORE]
    try:
        limits = store.get(Topic, "limits")
    except UnknownItem:
        limits = None
    return page(request, "about.html", limits=limits)


async def sources(request: web.Request) -> web.Response:
    """Every source that a line of the content names."""
    found = await asyncio.to_thread(lambda: list(_every_source(request.app[STORE])))
    return page(request, "sources.html", sources=found)


async def healthz(request: web.Request) -> web.Response:
    """`ok` when database and content answer, else 503."""
    try:
        await asyncio.to_thread(_look, request)
    except Exception as error:
        _log.error("not healthy: %s", type(error).__name__)
        return web.Response(text="not ready", status=503)
    return web.Response(text="ok")


def _look(request: web.Request) -> None:
    with request.app[ENGINE].connect() as connection:
        connection.execute(text("SELECT 1"))
    if not request.app[STORE].all(Situation):
        raise LookupError("no content")


def _roles(situations: list[Situation]) -> set[str]:
    return {"emergency_services", *(notify.to for situation in situations for notify in situation.notify)}


def _every_source(store: ContentStore) -> Iterator[Source]:
    named = {source for line in _every_line(store) for source in line.sources}
    for source_id in sorted(named, key=_reading_order):
        try:
            yield store.source(source_id)
        except UnknownItem:
            continue


def _every_line(store: ContentStore) -> Iterator[Line]:
    for kind in FOLDERS.values():
        items: list[Item] = store.all(kind)
        for item in items:
            yield from item.all_lines()


def _reading_order(source_id: str) -> tuple[int, int]:
    return ("SPWX".index(source_id[0]), int(source_id[1:] or 0))
