"""What leaves the screen: a checklist or a hand-over as a page to print, PDF, CSV or JSON. Each is written down."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.accounts.office import account
from bot.checklists import carrying, reading
from bot.checklists.checklists import Checklists
from bot.checklists.exporting import as_csv, as_paper
from bot.checklists.run import NoSuchRun, Run
from bot.gateway.casework import at_checklists, at_hand_over
from bot.gateway.checklists import people_of
from bot.gateway.keys import OFFICE, STORE
from bot.gateway.rendering import page
from bot.gateway.visitor import asking
from bot.hand_over.brief import NoSuchBrief
from bot.hand_over.printing import as_paper as brief_as_paper
from bot.paper.pdf import as_pdf

_TYPES = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}


async def checklist_page(request: web.Request) -> web.Response:
    """A run laid out for paper."""
    lists, run_id, person = at_checklists(request), request.match_info["run"], asking(request)

    def read() -> tuple[Run, dict[int, str]]:
        run = lists.read(run_id, person.account_id, person.role)
        return run, reading.names(lists.book, people_of(run))

    try:
        run, names = await asyncio.to_thread(read)
    except NoSuchRun:
        raise web.HTTPNotFound from None
    paper = as_paper(run, names, request.app[STORE], lists.book.clock())
    return page(request, "checklists/paper.html", paper=paper, run=run)


async def checklist_file(request: web.Request) -> web.Response:
    """A run as a file."""
    lists, run_id, kind = at_checklists(request), request.match_info["run"], request.match_info["kind"]
    store, now = request.app[STORE], lists.book.clock()

    def made() -> bytes:
        if kind == "json":
            return _json(lists, run_id)
        run = lists.find(run_id, asking(request).role)
        names = reading.names(lists.book, people_of(run))
        return as_csv(run, names).encode("utf-8-sig") if kind == "csv" else as_pdf(as_paper(run, names, store, now))

    return await _file(request, f"checklist-{run_id}", kind, f"run:{run_id}", made)


async def hand_over_file(request: web.Request) -> web.Response:
    """A hand-over brief as a PDF."""
    hand_over, number = at_hand_over(request), request.match_info["brief"]
    book, store = at_checklists(request).book, request.app[STORE]

    def made() -> bytes:
        brief = hand_over.find(number)
        names = reading.names(book, (brief.made_by, brief.taken_by))
        return as_pdf(brief_as_paper(brief, names, store, book.clock()))

    return await _file(request, f"hand-over-{number}", "pdf", f"hand_over:{number}", made)


def _json(lists: Checklists, run_id: str) -> bytes:
    return json.dumps(carrying.one(lists.book, run_id), ensure_ascii=False, indent=1).encode()


async def _file(
    request: web.Request, name: str, kind: str, subject: str, made: Callable[[], bytes], **more: Any
) -> web.Response:
    by = asking(request).account_id

    def make() -> bytes:
        body = made()
        request.app[OFFICE].record("exported", account(by), subject)
        return body

    try:
        body = await asyncio.to_thread(make)
    except (NoSuchRun, NoSuchBrief):
        raise web.HTTPNotFound from None
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    charset = None if kind == "pdf" else "utf-8"
    return web.Response(body=body, content_type=_TYPES[kind], charset=charset, headers=headers)
