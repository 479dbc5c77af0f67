"""The chat page, and its plain form for browsers without JavaScript or without a socket."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time

from aiohttp import web
from markupsafe import Markup

from bot.accounts import sessions
from bot.accounts.sessions import Person
from bot.cases.shelf import Shelf
from bot.conversation import Turn
from bot.gateway import helped, own_alerts, sending
from bot.gateway.keys import CONVERSATION, ENGINE, OWN_CONVERSATIONS, PACE, SETTINGS, TURNS
from bot.gateway.rendering import page
from bot.gateway.typed_text import cleaned
from bot.gateway.visitor import asking, not_too_fast
from bot.records.own_conversation import OwnConversations
from bot.records.tombstones import TombstoneFile

_log = logging.getLogger(__name__)
_LONGEST_CHOICE = 300
#: What is shown after a reload. Older turns stay with the conversation; the page stays light.
_TURNS_SHOWN = 40
_NOTICES = frozenset({"empty", "trouble", "slow_down", "left_practice", "erased"})


async def show(request: web.Request) -> web.Response:
    """The chat with what was said so far."""
    notice = request.query.get("notice", "")
    turns = await _history(request)
    if turns is None:
        return await _chat_page(request, [], notice="trouble")
    return await _chat_page(request, turns, notice=notice if notice in _NOTICES else "")


async def say(request: web.Request) -> web.Response:
    """Take a message or a choice from the plain form, and show the chat with the answer."""
    form = await request.post()
    text, choice = cleaned(form.get("text")), cleaned(form.get("choice"))
    if not text and not choice:
        raise web.HTTPSeeOther("/?notice=empty#notice")
    return await answer_here(request, text, choice, cleaned(form.get("once")))


async def answer_here(request: web.Request, text: str, choice: str, once: str, notice: str = "") -> web.Response:
    """Take a message or a choice from whichever page it came, and show the chat with the answer and a notice."""
    person = asking(request)
    not_too_fast(request.app[PACE], str(person.account_id))
    turn = await take_turn(request, person, text, choice, once)
    if turn is None:
        # Nothing is said to be kept that is not. The words go back into the box with their mark: sent again, and were
        # they stored after all, they become one turn.
        response = await _chat_page(request, [], notice="not_saved", draft=text, once=once if text else "")
        response.set_status(503)
        return response
    turns = await _history(request)
    if turns and turns[-1].answers == turn.answers:
        raise web.HTTPSeeOther(f"/?notice={notice}#latest" if notice else "/#latest")
    # What was refused is not part of the conversation; the words go back into the box.
    return await _chat_page(request, [*(turns or []), turn], notice=notice, draft=text)


def set_up(app: web.Application, shelf: Shelf | None, tombstones: TombstoneFile | None) -> None:
    """What people erase of the chat by themselves; None where nothing is kept."""
    own = OwnConversations(shelf.records, shelf.keys, time.time, shelf.record, tombstones) if shelf else None
    app[OWN_CONVERSATIONS] = own


async def erase(request: web.Request) -> web.Response:
    """Erase what was said in this conversation, for good; the chat is empty then."""
    own, person = request.app[OWN_CONVERSATIONS], asking(request)
    if own is None:
        raise web.HTTPServiceUnavailable
    await asyncio.to_thread(own.erase, person)
    raise web.HTTPSeeOther("/?notice=erased#notice")


async def begin_again(request: web.Request) -> web.Response:
    """Begin a new conversation; the one before is no longer shown."""
    await asyncio.to_thread(sessions.begin_conversation, request.app[ENGINE], asking(request))
    raise web.HTTPSeeOther("/")


async def _history(request: web.Request) -> list[Turn] | None:
    try:
        return await request.app[CONVERSATION].history(asking(request).conversation_id)
    except Exception as error:
        # The page with the box to write in and the way to the emergency card matters more than what was said before.
        _log.error("a conversation could not be read: %s", type(error).__name__)
        return None


async def _chat_page(
    request: web.Request, turns: list[Turn], notice: str, draft: str = "", once: str = ""
) -> web.Response:
    return page(
        request,
        "chat.html",
        turns=turns[-_TURNS_SHOWN:],
        earlier=max(0, len(turns) - _TURNS_SHOWN),
        notice=notice,
        draft=draft,
        once=once,
        longest=request.app[SETTINGS].longest_message,
        sent=await sending.of_talk(request, asking(request), turns[-_TURNS_SHOWN:]),
        helped=await helped.of_talk(request, asking(request)),
        alert_strip=Markup(await own_alerts.strip(request, asking(request))),  # noqa: S704  (made by our templates)
    )


async def take_turn(request: web.Request, person: Person, text: str, choice: str, once: str) -> Turn | None:
    """Ask the conversation once for this message; None when the turn could not be kept."""
    conversation, where = request.app[CONVERSATION], person.conversation_id
    once = mark_of(once, choice or text)

    async def begin() -> Turn:
        if choice:
            return await conversation.choose(where, choice[:_LONGEST_CHOICE], once=once)
        return await conversation.say(where, text, once=once)

    return await request.app[TURNS].take(person.session, once, begin)


def mark_of(once: str, words: str) -> str:
    """The mark of these words: who changes them before sending them again means another message."""
    return hashlib.sha256(f"{once}:{words}".encode("utf-8", "replace")).hexdigest() if once else ""
