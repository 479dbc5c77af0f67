"""What goes to the ordinary door when somebody says in practice that it is real."""

from __future__ import annotations

import logging

from bot.nlu.meant_for_real import Meant
from bot.practice.listening import Understanding

_log = logging.getLogger(__name__)
_EDGES = " \t\n,.;:!?–—-…"


async def said_for_real(understand: Understanding, text: str, meant: Meant) -> str:
    """The words as the assistant reads them best: whole, or without “stop, this is real” where only the rest is urgent.

    Those words are said to the practice talk. Before a description they can hide how urgent it is (measured: “Stop,
    this is real, she has cut herself now” was taken for a wish to end practice).
    """
    rest = f"{text[: meant.start].strip(_EDGES)} {text[meant.end :].strip(_EDGES)}".strip()
    if not rest:
        return text
    try:
        if not (await understand(text)).get("urgent") and (await understand(rest)).get("urgent"):
            return rest
    except Exception as error:
        # The door itself says what could not be read; nothing may hold these words up.
        _log.error("words said for real could not be compared: %s", type(error).__name__)
    return text
