"""What somebody typed to a played resident: something real, or a reply that may be kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.gateway import chat
from bot.gateway.keys import CONVERSATION, PACE
from bot.gateway.typed_text import cleaned
from bot.gateway.visitor import asking, not_too_fast
from bot.guards import Refused
from bot.nlu.meant_for_real import meant_for_real
from bot.practice.leaving import said_for_real
from bot.practice.listening import TooLong, heard
from knowledge.kinds import Scenario
from knowledge.roleplay.play import Reply

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NotHeard:
    """Why there is no reply: the page's notice, and the status it comes with."""

    notice: str
    status: int


async def listen(
    request: web.Request, form: Mapping[str, object], text: str, scenario: Scenario
) -> Reply | NotHeard | web.Response:
    """The reply as it is kept, or why there is none. What is real leaves practice and comes back as the chat's answer.

    It leaves before anything of it is kept here. Raises 429.
    """
    real = cleaned(form.get("real"))
    meant = meant_for_real(text) if real != "no" else None
    if meant and (meant.sure or real == "yes"):
        words = await said_for_real(request.app[CONVERSATION].understand, text, meant)
        return await chat.answer_here(request, words, "", cleaned(form.get("once")), notice="left_practice")
    if meant:
        return NotHeard("real", 200)
    not_too_fast(request.app[PACE], str(asking(request).account_id))
    return await reply_from(request, text, scenario)


async def reply_from(request: web.Request, text: str, scenario: Scenario) -> Reply | NotHeard:
    """What was typed, masked and heard, or why there is none."""
    try:
        return await heard(request.app[CONVERSATION].understand, text, scenario)
    except TooLong:
        return NotHeard("long", 200)
    except Refused:
        return NotHeard("unmasked", 503)
    except Exception as error:
        # The words of an error may be those that were typed.
        _log.error("a practice reply was not understood: %s", type(error).__name__)
        return NotHeard("trouble", 503)
