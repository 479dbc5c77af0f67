"""The page of a reintegration plan: what is needed, goals with somebody and a date, and what is still missing."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web

from bot.cases.facts import ChangedMeanwhile
from bot.checklists.exporting import moment
from bot.gateway.cases import on_case
from bot.gateway.casework import at_work
from bot.gateway.forms import filled_in, ticked
from bot.gateway.rendering import page
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.matters.matters import NoSuchMatter
from bot.reintegration.plans import RESPONSIBLE
from knowledge.procedures.plan import STATES


async def one(request: web.Request) -> web.Response:
    """The plan of a case."""
    return await _page(request)


async def write(request: web.Request) -> web.Response:
    """Write what the plan holds beside its goals."""
    form, code, by = await filled_in(request), request.match_info["code"], asking(request).account_id
    return await _kept(
        request, partial(at_work(request).plans.write, code, form, whole_number(form["seen"]), by), "whole"
    )


async def add_goal(request: web.Request) -> web.Response:
    """A new goal."""
    form, code, by = await filled_in(request), request.match_info["code"], asking(request).account_id
    helps = await ticked(request, "helps")
    return await _kept(request, partial(at_work(request).plans.add_goal, code, form, helps, by), "goals")


async def change_goal(request: web.Request) -> web.Response:
    """Change a goal."""
    form, code, by = await filled_in(request), request.match_info["code"], asking(request).account_id
    helps, goal = await ticked(request, "helps"), request.match_info["goal"]
    change = at_work(request).plans.change_goal
    return await _kept(
        request, partial(change, code, goal, form, helps, whole_number(form["seen"]), by), f"goal-{goal}"
    )


async def _kept(request: web.Request, work: Any, place: str) -> web.Response:
    try:
        await on_case(work)
    except NoSuchMatter:
        raise web.HTTPNotFound from None
    except ChangedMeanwhile:
        return await _page(request, 422, wrong="changed", lost=await filled_in(request))
    except ValueError:
        return await _page(request, 422, wrong="area")
    raise web.HTTPSeeOther(f"/cases/{request.match_info['code']}/plan#{place}")


async def _page(request: web.Request, status: int = 200, **wrong: Any) -> web.Response:
    def read() -> dict[str, Any]:
        work = at_work(request)
        case = work.cases.read(request.match_info["code"], asking(request).account_id)
        needs = work.plans.needs.of(case.code)
        judged = work.plans.needs.judged(needs[-1], case) if needs else None
        return {"case": case, "plan": work.plans.of(case), "needs": needs[::-1], "judged": judged}

    shown = await on_case(read)
    areas = at_work(request).plans.areas
    words = {"areas": areas, "responsible": RESPONSIBLE, "states": STATES, "moment": moment}
    return page(
        request, "reintegration/plan.html", status=status, **{"wrong": "", "lost": {}, **shown, **words, **wrong}
    )
