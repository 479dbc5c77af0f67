"""Sends a message of one's own chat for review, as it was shown to its writer, and takes it back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts.sessions import Person
from bot.conversation import Turn
from bot.gateway.forms import filled_in
from bot.gateway.keys import CONVERSATION, HELPED, REVIEW
from bot.gateway.rendering import fragment
from bot.gateway.reviewing import at_review
from bot.gateway.sendable import is_none, key_of, words_of
from bot.gateway.visitor import asking
from bot.helped import helped
from bot.review.entry import NO_HELP, Changed, Entry, NoSuchEntry
from knowledge.answer import Answer

_log = logging.getLogger(__name__)


async def send(request: web.Request) -> web.Response:
    """Keep what its writer agreed to send."""
    person, review, form = asking(request), at_review(request), await filled_in(request)
    turn, answer = await _found(request, person, form["answer"])
    words, kind = words_of(turn), await asyncio.to_thread(_kind_of, request, person, answer)
    if not words or not kind:
        raise web.HTTPNotFound
    given = (person.conversation_id, form["answer"], kind, words, answer.title or "")
    entry = await asyncio.to_thread(review.send, *given)
    return _shown(request, form["part"], turn, answer, entry)


async def take_back(request: web.Request) -> web.Response:
    """Erase it again, as long as nobody decided."""
    person, review, form = asking(request), at_review(request), await filled_in(request)
    turn, answer = await _found(request, person, form["answer"])
    entry = None
    try:
        await asyncio.to_thread(review.take_back, person.conversation_id, form["answer"])
    except NoSuchEntry:
        raise web.HTTPNotFound from None
    except Changed:
        found = await asyncio.to_thread(review.of_talk, person.conversation_id, [form["answer"]])
        entry = found.get(form["answer"])
    return _shown(request, form["part"], turn, answer, entry)


async def of_talk(request: web.Request, person: Person, turns: Sequence[Turn]) -> dict[str, Entry]:
    """What was sent of these turns, by the key of the answer."""
    review = request.app[REVIEW]
    keys = [key_of(turn, answer) for turn in turns for answer in turn.answers if words_of(turn)]
    if review is None or not keys:
        return {}
    try:
        return await asyncio.to_thread(review.of_talk, person.conversation_id, keys)
    except SQLAlchemyError as error:
        _log.error("what was sent for review could not be read: %s", type(error).__name__)
        return {}


async def _found(request: web.Request, person: Person, key: str) -> tuple[Turn, Answer]:
    turns = await request.app[CONVERSATION].history(person.conversation_id)
    pairs = ((turn, answer) for turn in reversed(turns) for answer in turn.answers)
    found = next((pair for pair in pairs if key_of(*pair) == key), None)
    if found is None:
        raise web.HTTPNotFound
    return found


def _kind_of(request: web.Request, person: Person, answer: Answer) -> str:
    """Why it may be sent: the kind of answer that is none, or the mark that says that it did not help."""
    if is_none(answer):
        return answer.kind
    marks = request.app[HELPED]
    said = marks.of_talk(person.conversation_id).get(helped.key_of(answer)) if marks else None
    return said.verdict if said and said.verdict in NO_HELP else ""


def _shown(request: web.Request, part: str, turn: Turn, answer: Answer, entry: Entry | None) -> web.Response:
    if not part:
        raise web.HTTPSeeOther(f"/#sent-{key_of(turn, answer)}")
    shown: dict[str, Any] = {"turn": turn, "answer": answer, "entry": entry}
    return web.Response(text=fragment(request, "parts/sent.html", **shown), content_type="text/html")
