"""Working checklists: the list of what is open, one run to tick, and the same without JavaScript.

A tick answers with the page, or, when the page's own script asked (`part`), with the step alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.cases.facts import NoSuchCase
from bot.checklists import reading
from bot.checklists.checklists import NoSuchChecklist
from bot.checklists.exporting import near
from bot.checklists.run import NoSuchRun, NoSuchStep, Run, RunEnded, StepLocked
from bot.checklists.working import LONGEST_NOTE
from bot.gateway.casework import at_checklists
from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.rendering import fragment, page
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.records.database import NotStored
from knowledge.kinds import Checklist

#: What a page may say above itself.
_NOTICES = frozenset({"no_case", "locked", "ended", "finished"})


async def show(request: web.Request) -> web.Response:
    """What is being worked on, what was finished, and the way to start another."""
    lists = at_checklists(request)

    def read() -> dict[str, Any]:
        found, done = lists.open_runs(), lists.ended()
        people = reading.names(lists.book, (head.started_by for head in (*found, *done)))
        return {"open": found, "ended": done, "names": people}

    shown = await asyncio.to_thread(read)
    return page(
        request,
        "checklists/list.html",
        **shown,
        shelves=_shelves(request),
        case=request.query.get("case", "")[:12],
        chosen=request.query.get("checklist", "")[:40],
        notice=_notice(request),
        now=lists.book.clock(),
        moment=near,
    )


async def start(request: web.Request) -> web.Response:
    """Start a checklist, or go on with the open one of this case."""
    form, person, lists = await filled_in(request), asking(request), at_checklists(request)
    begin = lists.start if form["anew"] else lists.go_on
    try:
        run = await asyncio.to_thread(begin, form["checklist"], person.account_id, form["case"])
    except NoSuchCase:
        raise web.HTTPSeeOther(
            f"/checklists?notice=no_case&checklist={_known_id(request, form['checklist'])}"
        ) from None
    except NoSuchChecklist:
        raise web.HTTPSeeOther("/checklists") from None
    except NotStored:
        raise web.HTTPServiceUnavailable from None
    raise web.HTTPSeeOther(f"/checklists/{run}")


async def one(request: web.Request) -> web.Response:
    """One run to work on. That it was read is written down."""
    person = asking(request)
    run = await _found(lambda: at_checklists(request).read(_id(request), person.account_id, person.role))
    return page(request, "checklists/run.html", **await _shown(request, run), notice=_notice(request))


async def live(request: web.Request) -> web.Response:
    """The steps of a run alone, for a page that asks every few seconds."""
    run = await _found(lambda: at_checklists(request).find(_id(request), asking(request).role))
    return _part(request, "checklists/steps.html", **await _shown(request, run))


async def mark(request: web.Request) -> web.Response:
    """Tick a step, say that it does not apply, open it again, or add a note."""
    form, person, lists, run_id = await filled_in(request), asking(request), at_checklists(request), _id(request)
    seen = whole_number(form["seen"])

    def act() -> Run:
        given = {"step": form["step"], "state": form["state"], "note": form["note"], "once": form["once"]}
        return lists.mark(run_id, person.account_id, person.role, seen=seen, **given)

    try:
        run = await _found(act)
    except (RunEnded, StepLocked) as error:
        notice = "ended" if isinstance(error, RunEnded) else "locked"
        if form["part"]:
            run = await _found(lambda: lists.find(run_id, person.role))
            return _part(request, "checklists/step.html", 409, **await _shown(request, run, form["step"]))
        raise web.HTTPSeeOther(f"/checklists/{run_id}?notice={notice}#step-{form['step']}") from None
    if form["part"]:
        return _part(request, "checklists/step.html", **await _shown(request, run, form["step"]))
    raise web.HTTPSeeOther(f"/checklists/{run_id}#step-{form['step']}")


async def answer(request: web.Request) -> web.Response:
    """Answer what steps of a run without a case depend on."""
    form, person, lists, run_id = await filled_in(request), asking(request), at_checklists(request), _id(request)
    given = {"question": form["question"], "value": form["value"], "once": form["once"]}
    try:
        await _found(lambda: lists.answer(run_id, person.account_id, person.role, **given))
    except RunEnded:
        raise web.HTTPSeeOther(f"/checklists/{run_id}?notice=ended") from None
    raise web.HTTPSeeOther(f"/checklists/{run_id}#questions")


async def end(request: web.Request) -> web.Response:
    """Finish a run, or open it again."""
    form, person, lists, run_id = await filled_in(request), asking(request), at_checklists(request), _id(request)
    act = lists.finish if form["ended"] == "1" else lists.reopen
    await _found(lambda: act(run_id, person.account_id))
    raise web.HTTPSeeOther("/checklists?notice=finished" if form["ended"] == "1" else f"/checklists/{run_id}")


async def _found(act: Callable[[], Any]) -> Any:
    """What a call gives; what is not there and what could not be kept become pages."""
    try:
        return await asyncio.to_thread(act)
    except (NoSuchRun, NoSuchStep, NoSuchCase):
        raise web.HTTPNotFound from None
    except NotStored:
        raise web.HTTPServiceUnavailable from None


async def _shown(request: web.Request, run: Run, step_id: str = "") -> dict[str, Any]:
    lists, person = at_checklists(request), asking(request)
    names = await asyncio.to_thread(reading.names, lists.book, people_of(run))
    shown = {"run": run, "names": names, "me": person.account_id, "now": lists.book.clock(), "moment": near}
    return {**shown, "longest": LONGEST_NOTE, **({"step": run.step(step_id)} if step_id else {})}


def people_of(run: Run) -> list[int | None]:
    """The accounts that a page about a run names."""
    marks = (mark for step in run.steps for mark in (*step.merged.standing, *step.merged.notes))
    return [run.head.started_by, run.head.ended_by, *(mark.by for mark in marks)]


def _part(request: web.Request, template: str, status: int = 200, **filled: Any) -> web.Response:
    return web.Response(text=fragment(request, template, **filled), status=status, content_type="text/html")


def _shelves(request: web.Request) -> dict[str, list[Checklist]]:
    shelves: dict[str, list[Checklist]] = {}
    for item in request.app[STORE].all(Checklist):
        shelves.setdefault(item.group, []).append(item)
    return shelves


def _known_id(request: web.Request, checklist: str) -> str:
    return checklist if request.app[STORE].has(Checklist, checklist) else ""


def _notice(request: web.Request) -> str:
    notice = request.query.get("notice", "")
    return notice if notice in _NOTICES else ""


def _id(request: web.Request) -> str:
    return request.match_info["run"]
