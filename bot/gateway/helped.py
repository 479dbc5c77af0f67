"""“It helped / a bit / no” under an answer, now or later, with a case code or without."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts.sessions import Person
from bot.cases.facts import NoSuchCase
from bot.gateway import sending
from bot.gateway.forms import filled_in
from bot.gateway.kept import kept
from bot.gateway.keys import CONVERSATION, HELPED
from bot.gateway.rendering import fragment
from bot.gateway.visitor import asking
from bot.helped.helped import NoSuchAnswer, Said, key_of

_log = logging.getLogger(__name__)


async def say(request: web.Request) -> web.Response:
    """Keep what was said about an answer of one's own conversation."""
    form, person, helped = await filled_in(request), asking(request), kept(request, HELPED)
    turns = await request.app[CONVERSATION].history(person.conversation_id)
    pairs = [(turn, answer) for turn in turns for answer in turn.answers]
    answers = [answer for _, answer in pairs]

    def act() -> Said:
        given = (form["answer"], form["verdict"], person.account_id, form["case"])
        return helped.say(person.conversation_id, answers, *given)

    shown: dict[str, Any] = {"key": form["answer"], "no_case": False}
    try:
        shown["said"] = await asyncio.to_thread(act)
    except NoSuchAnswer:
        raise web.HTTPNotFound from None
    except NoSuchCase:
        # Said without the case: the words go through, the code can be mended.
        form["case"] = ""
        shown |= {"said": await asyncio.to_thread(act), "no_case": True}
    if form["part"]:
        # Marked now: what did not help may be sent for review, unless it was sent before.
        turn, answer = next(pair for pair in reversed(pairs) if form["answer"] in ("", key_of(pair[1])))
        sent = await sending.of_talk(request, person, [turn])
        shown |= {"turn": turn, "answer": answer, "sent": sent}
        return web.Response(text=fragment(request, "parts/helped.html", **shown), content_type="text/html")
    raise web.HTTPSeeOther(f"/#helped-{form['answer']}")


async def of_talk(request: web.Request, person: Person) -> dict[str, Said]:
    """What was said so far in this conversation, by the key of the answer."""
    helped = request.app[HELPED]
    if helped is None:
        return {}
    try:
        return await asyncio.to_thread(helped.of_talk, person.conversation_id)
    except SQLAlchemyError as error:
        _log.error("what helped could not be read: %s", type(error).__name__)
        return {}
