"""Practice: choosing a resident, the talk itself, the pause, going back a turn, and the way out when it is real.

A reply goes to the played resident only. It never becomes a message to the assistant and never raises an alert, unless
its writer says that it is real: then it leaves practice, before anything of it is kept here, by the ordinary door.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.gateway.access import may
from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.practice_words import NotHeard, listen
from bot.gateway.practising import at_practice, at_tasks, on_talk, own_talk, take_of, talk_id
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned, whole_number
from bot.gateway.visitor import asking
from bot.practice.showing import shown
from bot.practice.talk import LEVELS, SURE, SaidMeanwhile, Talk
from knowledge.kinds import Reaction
from knowledge.roleplay.pausing import is_pause, pause_words
from knowledge.roleplay.play import LONGEST_REPLY, Reply
from knowledge.roleplay.stage import TalkEnded

_NOTICES = frozenset({"gone", "erased", "meanwhile", "over", "sure"})


async def show(request: web.Request) -> web.Response:
    """The residents, and one's own talks."""
    practice, person = at_practice(request), asking(request)
    reaction = request.query.get("reaction", "")
    known = request.app[STORE].has(Reaction, reaction)

    def read() -> dict[str, Any]:
        shared = practice.all_shared() if may(person.role, "practice_shared") else []
        own = {"mine": practice.mine(person.account_id), "tasks": at_tasks(request).mine(person.account_id)}
        return {**own, "shared": shared, "names": practice.names(shared)}

    return page(
        request,
        "practice/list.html",
        **await asyncio.to_thread(read),
        residents=practice.residents.all(reaction if known else ""),
        reactions=request.app[STORE].all(Reaction),
        reaction=reaction if known else "",
        notice=_notice(request),
    )


async def resident(request: web.Request) -> web.Response:
    """One resident: what comes up, how to stop, who sees it, and what to choose before the talk."""
    practice = at_practice(request)
    found = await on_talk(lambda: practice.residents.get(request.match_info["id"]))
    pause_word = pause_words(request.app[STORE])[0]
    return page(request, "practice/resident.html", one=found, levels=LEVELS, sure=SURE, pause_word=pause_word)


async def begin(request: web.Request) -> web.Response:
    """Begin a talk."""
    form, practice, person = await filled_in(request), at_practice(request), asking(request)
    before = (whole_number(form["sure_begin"]), whole_number(form["sure_hard"]))
    feedback = "end" if form["feedback"] == "end" else "each"
    level = whole_number(form["level"])

    def act() -> str:
        return practice.begin(person.account_id, form["resident"], level, feedback, before if all(before) else None)

    raise web.HTTPSeeOther(f"/practice/{await on_talk(act)}")


async def talk(request: web.Request) -> web.Response:
    """The talk as far as it went."""
    return await _talk_page(request, await own_talk(request))


async def reply(request: web.Request) -> web.Response:
    """Say something to the resident, or say nothing."""
    form, known = await request.post(), await own_talk(request)
    text = "" if "silence" in form else cleaned(form.get("text"))
    take, turn = take_of(request, known).number, whole_number(cleaned(form.get("turn")))
    if not text and "silence" not in form:
        return await _talk_page(request, known, notice="empty")
    if is_pause(request.app[STORE], text):
        raise web.HTTPSeeOther(f"/practice/{known.head.id}/pause")
    said = await listen(request, form, text, known.scenario)
    if isinstance(said, web.Response):
        return said
    if isinstance(said, NotHeard):
        return await _talk_page(request, known, notice=said.notice, draft=text, status=said.status)
    return await _said(request, known, take, turn, said)


async def pause(request: web.Request) -> web.Response:
    """A pause with a grounding exercise. The talk waits."""
    return page(request, "practice/pause.html", talk=await own_talk(request))


async def rewind(request: web.Request) -> web.Response:
    """Go back to a turn and answer otherwise; what was said before stays as it was."""
    form, practice, person = await filled_in(request), at_practice(request), asking(request)
    take, turn = whole_number(form["take"]), whole_number(form["turn"])
    found = await on_talk(lambda: practice.rewind(talk_id(request), person.account_id, take, turn))
    raise web.HTTPSeeOther(f"/practice/{found.head.id}?take={found.newest.number}#latest")


async def stop(request: web.Request) -> web.Response:
    """Stop here. The way leads to two questions and the report, or out."""
    practice, person = at_practice(request), asking(request)
    await on_talk(lambda: practice.stop(talk_id(request), person.account_id))
    raise web.HTTPSeeOther(f"/practice/{talk_id(request)}/after")


async def _said(request: web.Request, known: Talk, take: int, turn: int, said: Reply) -> web.Response:
    practice, person = at_practice(request), asking(request)
    place = f"/practice/{known.head.id}?take={take}"
    try:
        await on_talk(lambda: practice.reply(known.head.id, person.account_id, take, turn, said))
    except SaidMeanwhile:
        raise web.HTTPSeeOther(f"{place}&notice=meanwhile#latest") from None
    except TalkEnded:
        raise web.HTTPSeeOther(f"{place}&notice=over#latest") from None
    raise web.HTTPSeeOther(f"{place}#latest")


async def _talk_page(
    request: web.Request, known: Talk, notice: str = "", draft: str = "", status: int = 200
) -> web.Response:
    take = take_of(request, known)
    each = known.head.terms.feedback == "each"
    coach = at_practice(request).residents.coach(known.scenario)
    turns = await asyncio.to_thread(shown, take, coach, each)
    return page(
        request,
        "practice/talk.html",
        status=status,
        talk=known,
        take=take,
        turns=turns,
        notice=notice or _notice(request),
        draft=draft,
        longest=LONGEST_REPLY,
        pause_word=pause_words(request.app[STORE])[0],
    )


def _notice(request: web.Request) -> str:
    notice = request.query.get("notice", "")
    return notice if notice in _NOTICES else ""
