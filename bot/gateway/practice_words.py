"""What somebody typed to a played resident: a wish to pause, something real, or a reply that may be kept."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from aiohttp import web

from bot.gateway.keys import CONVERSATION, STORE
from bot.guards import Refused
from bot.practice.listening import TooLong, heard
from knowledge.kinds import Scenario
from knowledge.roleplay.play import Reply

_log = logging.getLogger(__name__)
_NOT_LETTERS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True)
class NotHeard:
    """Why there is no reply: the page's notice, and the status it comes with."""

    notice: str
    status: int


def pause_words(request: web.Request) -> list[str]:
    """What stops the talk when nothing else is said; the first one is told beforehand."""
    return [word.strip() for word in request.app[STORE].phrase("practice_pause_words").split("/")]


def is_pause(request: web.Request, text: str) -> bool:
    """Whether a reply is nothing but a wish to pause."""
    return " ".join(_NOT_LETTERS.sub(" ", text).casefold().split()) in pause_words(request)


async def reply_from(request: web.Request, text: str, scenario: Scenario) -> Reply | NotHeard:
    """The reply as it is kept, or why there is none. Nothing of it is kept then."""
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
