"""Words that touch something sore in this resident, whatever the helper means by them."""

from __future__ import annotations

import functools
import re

from knowledge.kinds import Move, Scenario
from knowledge.kinds.scenario import Trigger
from knowledge.roleplay.play import Reply


def touched_by(scenario: Scenario, reply: Reply, moves: list[Move]) -> tuple[Trigger, ...]:
    """The sore points that a reply's words touch, in the order of the file."""
    made = {move.id for move in moves}
    return tuple(
        trigger
        for trigger in scenario.triggers
        if not made & set(trigger.unless) and _pattern(trigger.words).search(reply.text)
    )


@functools.lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """`word*` stands for any ending; a space for any space."""
    parts = (re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
