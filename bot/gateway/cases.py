"""Pages of cases: all of them, one, its coded facts. What is typed as a code and may be a name is never shown again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from aiohttp import web

from bot.cases import codes
from bot.cases.cases import Cases
from bot.cases.consent import RECIPIENTS, newest_of
from bot.cases.facts import CHOICES, EXPLOITATION, ChangedMeanwhile, Facts, NoSuchCase, WrongFact
from bot.checklists.exporting import moment
from bot.follow_up.follow_ups import FollowUps
from bot.gateway.casework import at_overdue
from bot.gateway.forms import filled_in, ticked
from bot.gateway.kept import kept
from bot.gateway.keys import CASES, CHECKLISTS, FOLLOW_UPS
from bot.gateway.rendering import page
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking

T = TypeVar("T")
_SAID = frozenset({"opened", "facts", "consent", "imported", "left", "agreed", "written", "ended"})
#: Cases shown on one page; a search by code finds every one.
_AT_ONCE = 100


async def show(request: web.Request) -> web.Response:
    """Contacts that wait, and every case, the one changed last first."""
    return await _list(request)


async def find(request: web.Request) -> web.Response:
    """Go to the case of a code."""
    typed = (await filled_in(request))["code"]
    wrong = codes.problem(typed)
    if wrong is not None:
        return await _list(request, wrong=wrong)
    code = codes.code_of(typed)
    try:
        await asyncio.to_thread(at_cases(request).find, code)
    except NoSuchCase:
        return await _list(request, wrong="unknown", looked_for=code)
    raise web.HTTPSeeOther(f"/cases/{code}")


async def begin(request: web.Request) -> web.Response:
    """Open a case; its code is made now."""
    case = await asyncio.to_thread(at_cases(request).open, asking(request).account_id)
    raise web.HTTPSeeOther(f"/cases/{case.code}?said=opened")


async def one(request: web.Request) -> web.Response:
    """One case: facts, consent, checklists, follow-up."""
    return await one_page(request)


async def change(request: web.Request) -> web.Response:
    """Write the facts anew, unless somebody else changed them since."""
    form, exploitation = await filled_in(request), await ticked(request, "exploitation")
    code, by = request.match_info["code"], asking(request).account_id
    version = whole_number(form["version"])
    try:
        facts = Facts.of({**{name: form[name] for name in CHOICES}, "exploitation": exploitation})
        await on_case(partial(at_cases(request).change, code, by, version, facts))
    except WrongFact:
        return await one_page(request, wrong="facts")
    except ChangedMeanwhile:
        return await one_page(request, wrong="changed")
    raise web.HTTPSeeOther(f"/cases/{code}?said=facts#said")


async def one_page(request: web.Request, wrong: str = "") -> web.Response:
    """The page of a case; that it was read is written down."""
    code, by = request.match_info["code"], asking(request).account_id
    said = request.query.get("said", "")
    shown = await on_case(partial(_read, request, code, by))
    return page(
        request,
        "cases/one.html",
        status=422 if wrong else 200,
        wrong=wrong,
        said=said if said in _SAID else "",
        choices=CHOICES,
        types=EXPLOITATION,
        recipients=RECIPIENTS,
        **shown,
    )


def at_cases(request: web.Request) -> Cases:
    """The service of cases. Raises 503 where nothing is kept."""
    return kept(request, CASES)


def at_follow_ups(request: web.Request) -> FollowUps:
    """The follow-up calendar. Raises 503 where nothing is kept."""
    return kept(request, FOLLOW_UPS)


async def on_case(work: Callable[[], T]) -> T:
    """Do it on a thread; a case that is not there is a page that is not there."""
    try:
        return await asyncio.to_thread(work)
    except NoSuchCase:
        raise web.HTTPNotFound from None


def _read(request: web.Request, code: str, by: int) -> dict[str, Any]:
    cases, checklists = at_cases(request), request.app[CHECKLISTS]
    case = cases.read(code, by)
    answers = cases.consent.of(code)
    return {
        "case": case,
        "newest": newest_of(answers),
        "answers": answers,
        "follow_up": at_follow_ups(request).of(code),
        "runs": checklists.of_case(code) if checklists else [],
        "now": cases.clock(),
        "moment": moment,
        "names": cases.names({case.opened_by, *(one.by for one in answers)}),
    }


async def _list(request: web.Request, wrong: str = "", looked_for: str = "") -> web.Response:
    cases, overdue = at_cases(request), at_overdue(request)
    found, counts = await asyncio.gather(asyncio.to_thread(cases.all), asyncio.to_thread(overdue.counts))
    shown = {"cases": found[:_AT_ONCE], "many": len(found), "most": _AT_ONCE, "overdue": counts}
    return page(request, "cases/list.html", status=422 if wrong else 200, wrong=wrong, looked_for=looked_for, **shown)
