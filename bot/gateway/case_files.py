"""A case leaves the house as a file, or comes in as one: by supervisors, written down, for others with consent only."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from aiohttp import web

from bot.cases.consent import RECIPIENTS
from bot.cases.files import CaseFiles, WrongFile, as_json
from bot.cases.sheets import as_csv, as_paper
from bot.gateway.cases import at_cases, on_case, one_page
from bot.gateway.forms import filled_in
from bot.gateway.kept import kept
from bot.gateway.keys import CASE_FILES, UPLOAD
from bot.gateway.rendering import page
from bot.gateway.visitor import asking
from bot.paper.pdf import as_pdf

KINDS = {"json": "application/json", "csv": "text/csv", "pdf": "application/pdf"}
#: Whom a file is for without asking: the person it is about, and this house itself. For anybody else consent for
#: sharing with just them has to hold.
FREE_READERS = ("person", "house")


async def take_out(request: web.Request) -> web.Response:
    """The file of a case."""
    form, code, cases = await filled_in(request), request.match_info["code"], at_cases(request)
    reader = form["reader"]
    if form["kind"] not in KINDS or reader not in (*FREE_READERS, *RECIPIENTS):
        return await one_page(request, wrong="export")
    if reader in RECIPIENTS:
        word = await on_case(partial(cases.consent.word, code, "sharing", reader))
        if word != "given":
            return await one_page(request, wrong="refused" if word else "no_consent")
    content = await on_case(partial(_file, at_files(request), code, asking(request).account_id, form["kind"]))
    headers = {"Content-Disposition": f'attachment; filename="case-{code}.{form["kind"]}"'}
    return web.Response(body=content, content_type=KINDS[form["kind"]], charset=_charset(form["kind"]), headers=headers)


async def show_put_in(request: web.Request) -> web.Response:
    """The page to put a file in on."""
    return page(request, "cases/import.html", wrong="", field="")


async def put_in(request: web.Request) -> web.Response:
    """Put a case in, whole or not at all."""
    file, by = request.get(UPLOAD, {}).get("file", b""), asking(request).account_id
    try:
        case = await asyncio.to_thread(at_files(request).put_in, file, by)
    except WrongFile as error:
        return page(request, "cases/import.html", status=422, wrong=error.why, field=error.field)
    raise web.HTTPSeeOther(f"/cases/{case.code}?said=imported#said")


def at_files(request: web.Request) -> CaseFiles:
    """Takes cases out and in. Raises 503 where nothing is kept."""
    return kept(request, CASE_FILES)


def _file(files: CaseFiles, code: str, by: int, kind: str) -> bytes:
    taken_out: dict[str, Any] = files.taken_out(code, by)
    if kind == "json":
        return as_json(taken_out)
    if kind == "csv":
        return as_csv(taken_out).encode("utf-8-sig")  # spreadsheets take it for Latin letters else
    return as_pdf(as_paper(taken_out, files.parts, files.cases.clock()))


def _charset(kind: str) -> str | None:
    return None if kind == "pdf" else "utf-8"
