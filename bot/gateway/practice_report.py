"""After a practice talk: how sure one feels, the report, two ways side by side, sharing, erasing."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.practice_words import NotHeard, reply_from
from bot.gateway.practising import at_practice, on_talk, own_talk, take_of, talk_id
from bot.gateway.rendering import page
from bot.gateway.typed_text import whole_number
from bot.gateway.visitor import asking
from bot.paper.pdf import as_pdf
from bot.practice.curve import curve
from bot.practice.on_paper import as_paper
from bot.practice.showing import shown, side_by_side
from bot.practice.talk import SURE, THOUGHTS, Take, Talk
from knowledge.kinds.move import FEELINGS
from knowledge.roleplay.report import Report, report

_NOTICES = frozenset({"thoughts", "unmasked", "trouble", "long"})


async def after(request: web.Request) -> web.Response:
    """The two questions of the beginning, asked again. They may be left out."""
    return page(request, "practice/after.html", talk=await own_talk(request), sure=SURE)


async def answer(request: web.Request) -> web.Response:
    """Take the two answers, and show the report."""
    form, practice, person = await filled_in(request), at_practice(request), asking(request)
    sure = (whole_number(form["sure_begin"]), whole_number(form["sure_hard"]))
    if all(sure):
        await on_talk(lambda: practice.sure_after(talk_id(request), person.account_id, sure))
    raise web.HTTPSeeOther(f"/practice/{talk_id(request)}/report")


async def show(request: web.Request) -> web.Response:
    """The report on one's own talk."""
    return await _report_page(request, await own_talk(request), own=True)


async def shared(request: web.Request) -> web.Response:
    """The report on a talk that somebody shares. That it was read is written down."""
    practice, person = at_practice(request), asking(request)
    found = await on_talk(lambda: practice.shared(talk_id(request), person.account_id))
    return await _report_page(request, found, own=False)


async def paper(request: web.Request) -> web.Response:
    """The report as a PDF."""
    known = await own_talk(request)
    return await on_paper(request, known, take_of(request, known))


async def compare(request: web.Request) -> web.Response:
    """Two ways that a talk went, side by side."""
    known = await own_talk(request)
    return await compared(request, known, f"/practice/{known.head.id}")


async def compared(request: web.Request, known: Talk, place: str) -> web.Response:
    """The page of two ways of a talk whose own page stands at `place`."""
    one, other = take_of(request, known, "one"), take_of(request, known, "other")
    if one.number == other.number:
        one = known.take(other.from_take or 1)
    coach = at_practice(request).residents.coach(known.scenario)
    shared_turns, pairs = await asyncio.to_thread(side_by_side, one, other, coach)
    longest = max(len(one.trace.turns), len(other.trace.turns)) - 1
    curves = [curve(take.trace.turns, longest) for take in (one, other)]
    return page(
        request,
        "practice/compare.html",
        talk=known,
        place=place,
        takes=(one, other),
        curves=curves,
        shared_turns=shared_turns,
        pairs=pairs,
        feelings=FEELINGS,
    )


async def think(request: web.Request) -> web.Response:
    """Keep what the trainee wrote to the questions afterwards, with personal details taken out."""
    form, practice, person = await filled_in(request), at_practice(request), asking(request)
    known, thoughts = await own_talk(request), []
    for number in THOUGHTS[: len(known.scenario.debrief)]:
        said = await reply_from(request, form[f"thought_{number}"], known.scenario)
        if isinstance(said, NotHeard):
            raise web.HTTPSeeOther(f"/practice/{known.head.id}/report?notice={said.notice}#debrief")
        thoughts.append(said.text)
    await on_talk(lambda: practice.think(known.head.id, person.account_id, tuple(thoughts)))
    raise web.HTTPSeeOther(f"/practice/{known.head.id}/report?notice=thoughts#debrief")


async def share(request: web.Request) -> web.Response:
    """Let trainers see the talk, or take that back."""
    form, practice, person = await filled_in(request), at_practice(request), asking(request)
    await on_talk(lambda: practice.share(talk_id(request), person.account_id, form["shared"] == "1"))
    raise web.HTTPSeeOther(f"/practice/{talk_id(request)}/report#who-sees")


async def erase(request: web.Request) -> web.Response:
    """Erase the talk for good."""
    practice, person = at_practice(request), asking(request)
    await on_talk(lambda: practice.erase(talk_id(request), person.account_id))
    raise web.HTTPSeeOther("/practice?notice=erased")


async def on_paper(request: web.Request, known: Talk, take: Take) -> web.Response:
    """The report on a take as a file to keep."""
    store = request.app[STORE]

    def made() -> bytes:
        return as_pdf(as_paper(known, take, _report(request, known, take), store))

    headers = {"Content-Disposition": f'attachment; filename="practice-{known.head.id}.pdf"'}
    return web.Response(body=await asyncio.to_thread(made), content_type="application/pdf", headers=headers)


async def _report_page(request: web.Request, known: Talk, own: bool) -> web.Response:
    take = take_of(request, known)

    def read() -> dict[str, Any]:
        coach = at_practice(request).residents.coach(known.scenario)
        return {"whole": _report(request, known, take), "turns": shown(take, coach, True)}

    filled = {"take": take, "curve": curve(take.trace.turns), "feelings": FEELINGS, **await asyncio.to_thread(read)}
    notice = request.query.get("notice", "")
    filled["notice"] = notice if own and notice in _NOTICES else ""
    return page(request, "practice/report.html", talk=known, own=own, room="", **filled)


def _report(request: web.Request, known: Talk, take: Take) -> Report:
    coach = at_practice(request).residents.coach(known.scenario)
    return report(coach, take.trace, known.head.terms.level, take.play.seed)
