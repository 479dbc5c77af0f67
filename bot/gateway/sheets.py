"""Pages of answers to a set of questions: the security before departure, what is needed, the review of the risk.

A page sends with its answers those it began with, so that what a colleague answered meanwhile is never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from bot.checklists.exporting import moment
from bot.gateway.cases import on_case
from bot.gateway.casework import at_work
from bot.gateway.forms import filled_in
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned, whole_number
from bot.gateway.visitor import asking
from bot.matters.matters import NoSuchMatter
from bot.matters.sheets import Sheet, facts_of
from knowledge.kinds import Questions
from knowledge.procedures.answers import ANSWERS, asked, known

_BEGUN = "="


@dataclass(frozen=True)
class Given:
    """What a page sent: its answers, those it began with, and the version it showed."""

    mine: dict[str, str]
    begun: dict[str, str]
    seen: int


async def answers_in(request: web.Request, questions: Questions) -> Given:
    """The answers in a form; a field `a-CODE` for each question."""
    form = await request.post()
    mine = {one.id: cleaned(form.get(f"a-{one.id}")) for one in questions.questions if f"a-{one.id}" in form}
    pairs = (pair.partition(_BEGUN) for pair in cleaned(form.get("begun"))[:4000].split())
    return Given(
        {code: answer for code, answer in mine.items() if answer in ("", *ANSWERS)},
        {code: answer for code, _, answer in pairs if answer in ANSWERS},
        whole_number(cleaned(form.get("seen"))),
    )


def begun_with(sheet: Sheet) -> str:
    """The answers of a sheet as a page sends them back."""
    return " ".join(f"{code}{_BEGUN}{answer}" for code, answer in sheet.answers.items())


async def begin(request: web.Request) -> web.Response:
    """Begin a sheet, or go on with the open one."""
    form, code, name = await filled_in(request), request.match_info["code"], request.match_info["sheets"]
    sheet = await on_case(
        partial(at_work(request).sheets(name).begin, code, asking(request).account_id, form["occasion"])
    )
    raise web.HTTPSeeOther(f"/cases/{code}/{name}/{sheet.id}")


async def one(request: web.Request) -> web.Response:
    """One sheet: what stands out, what could be done and by whom, and the questions."""
    try:
        shown = await on_case(partial(_read, request))
    except NoSuchMatter:
        raise web.HTTPNotFound from None
    return page(request, "matters/sheet.html", **shown)


async def write(request: web.Request) -> web.Response:
    """Keep answers; with `do=end` the sheet is closed and stays as it is."""
    code, name, sheet_id = (request.match_info[part] for part in ("code", "sheets", "sheet"))
    by, work, do = asking(request).account_id, at_work(request), (await filled_in(request))["do"]
    sheets = work.sheets(name)
    given = await answers_in(request, sheets.questions)

    def act() -> None:
        sheets.save(code, sheet_id, by, given.mine, given.begun, given.seen)
        if do == "end":
            sheets.end(work.cases.find(code), sheet_id, by)

    try:
        await on_case(act)
    except NoSuchMatter:
        raise web.HTTPNotFound from None
    raise web.HTTPSeeOther(f"/cases/{code}/{name}/{sheet_id}#found")


async def reviews(request: web.Request) -> web.Response:
    """The reviews of a case, and the way to a new one."""

    def read() -> dict[str, Any]:
        work = at_work(request)
        case = work.cases.read(request.match_info["code"], asking(request).account_id)
        return {"case": case, "reviews": work.reviews.of(case.code), "latest": work.reviews.latest(case)}

    return page(request, "retrafficking/reviews.html", **await on_case(read), moment=moment)


def _read(request: web.Request) -> dict[str, Any]:
    work, name = at_work(request), request.match_info["sheets"]
    case = work.cases.read(request.match_info["code"], asking(request).account_id)
    sheets = work.sheets(name)
    sheet = sheets.one(case.code, request.match_info["sheet"])
    before = sheets.before(sheet)
    answers = {**known(sheets.questions, facts_of(case)), **sheet.answers} if sheet.ended_at is None else sheet.answers
    return {
        "case": case,
        "name": name,
        "sheet": sheet,
        "before": before,
        "questions": sheets.questions,
        "answers": answers,
        "shown": {question.id for question in asked(sheets.questions, answers, facts_of(case))},
        "judged": sheets.judged(sheet, case),
        "changes": sheets.changed(sheet, before, case),
        "care": work.returns.care(sheet, case) if name == "security" else None,
        "begun": begun_with(sheet),
        "moment": moment,
        "names": work.cases.names({sheet.changed_by, *(one.get("by") for one in sheet.differs.values())}),
    }
