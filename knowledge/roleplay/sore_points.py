"""Words that touch something sore in this resident, whatever the helper means by them."""

from __future__ import annotations

import functools

from knowledge.kinds import Move, Scenario
from knowledge.kinds.scenario import Trigger
from knowledge.listed_words import finder
from knowledge.roleplay.play import Reply

_finder = functools.lru_cache(maxsize=256)(finder)


def touched_by(scenario: Scenario, reply: Reply, moves: list[Move]) -> tuple[Trigger, ...]:
    """The sore points that a reply's words touch, in the order of the file."""
    made = {move.id for move in moves}
    return tuple(
        trigger
        for trigger in scenario.triggers
        if not made & set(trigger.unless) and _finder(trigger.words).search(reply.text)
    )
