"""Pages of a return: its path, the care it needs, the travel plan, and which messages are awaited."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web

from bot.cases.facts import ChangedMeanwhile
from bot.checklists.exporting import moment
from bot.gateway.cases import on_case
from bot.gateway.casework import at_work
from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.rendering import page
from bot.gateway.sheets import answers_in
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.matters.sheets import facts_of
from knowledge.kinds import Questions
from knowledge.procedures.answers import asked
from knowledge.procedures.journey import WAYS, WORKING_WEEKS
from knowledge.store import UnknownItem


async def one(request: web.Request) -> web.Response:
    """The return of a case on one page."""
    return page(request, "referral/return.html", **await on_case(partial(_read, request)))


async def choose(request: web.Request) -> web.Response:
    """Take one of the four paths."""
    form, code, by = await filled_in(request), request.match_info["code"], asking(request).account_id
    try:
        await on_case(partial(at_work(request).returns.choose, code, form["path"], form["side"], by))
    except UnknownItem:
        raise web.HTTPSeeOther(f"/cases/{code}/return#path") from None
    raise web.HTTPSeeOther(f"/cases/{code}/return#path")


async def journey(request: web.Request) -> web.Response:
    """The travel plan with what is wrong in it."""
    return page(request, "referral/journey.html", **await on_case(partial(_travel, request)), changed=False)


async def plan_journey(request: web.Request) -> web.Response:
    """Write the travel plan down."""
    form, code, by = await filled_in(request), request.match_info["code"], asking(request).account_id
    given = await answers_in(request, request.app[STORE].get(Questions, "journey_checks"))
    plan, seen = at_work(request).returns.plan_travel, whole_number(form["seen"])
    try:
        await on_case(partial(plan, code, form, given.mine, by, seen))
    except ChangedMeanwhile:
        shown = await on_case(partial(_travel, request))
        return page(request, "referral/journey.html", status=422, **shown, changed=True)
    raise web.HTTPSeeOther(f"/cases/{code}/return/journey#found")


def _read(request: web.Request) -> dict[str, Any]:
    work = at_work(request)
    case = work.cases.read(request.match_info["code"], asking(request).account_id)
    looked_at = work.returns.security.of(case.code)
    newest = looked_at[-1] if looked_at else None
    return {
        "case": case,
        "chosen": work.returns.of(case),
        "paths": work.returns.paths,
        "security": looked_at[::-1],
        "care": work.returns.care(newest, case) if newest else None,
        "travel": work.returns.travel(case),
        "messages": work.messages.of(case),
        "moment": moment,
    }


def _travel(request: web.Request) -> dict[str, Any]:
    work = at_work(request)
    case = work.cases.read(request.match_info["code"], asking(request).account_id)
    travel = work.returns.travel(case)
    checks = request.app[STORE].get(Questions, "journey_checks")
    shown = {question.id for question in asked(checks, travel.answers, facts_of(case))}
    return {
        "case": case,
        "travel": travel,
        "questions": checks,
        "shown": shown,
        "means": WAYS,
        "weeks": list(WORKING_WEEKS),
        "on_hold": work.returns.of(case).on_hold,
    }
