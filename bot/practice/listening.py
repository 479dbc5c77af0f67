"""From what a trainee typed to the reply that is kept: personal details masked, moves recognised with their words.

The resident's own name stays: it is invented. So does every position of a cue, moved to where the words stand then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.recognisers.placeholders import PLACEHOLDERS
from knowledge.kinds import Scenario
from knowledge.roleplay.play import LONGEST_REPLY, Cue, Reply, Seen


class Understanding(Protocol):
    """What listening needs of the door (`bot.conversation.Door.understand`)."""

    async def __call__(self, text: str, practice: bool = False) -> dict[str, Any]:
        """What is made of a text, with `moves` and `masked`; positions are of the text as given. Raises Refused."""


class TooLong(ValueError):
    """The reply has more characters than are played."""


async def heard(understand: Understanding, text: str, scenario: Scenario) -> Reply:
    """The reply as it may be kept. No text at all is a silence. Raises TooLong, bot.guards.Refused."""
    if len(text) > LONGEST_REPLY:
        raise TooLong(f"{len(text)} characters; {LONGEST_REPLY} are played")
    if not text.strip():
        return Reply("")
    return reply_of(text, await understand(text, practice=True), scenario)


def reply_of(text: str, understood: Mapping[str, Any], scenario: Scenario) -> Reply:
    """The same from what was understood already."""
    name = scenario.resident.name.casefold()
    invented = {name, *name.split()}
    found = understood.get("masked") or ()
    masks = [one for one in found if text[one["start"] : one["end"]].casefold() not in invented]
    kept = _Kept(text, masks)
    moves = []
    for move in understood.get("moves") or ():
        places = [(kept.place(cue["start"]), kept.place(cue["end"], True)) for cue in move.get("cues") or ()]
        cues = tuple(Cue(start, end, kept.text[start:end]) for start, end in places if start < end)
        moves.append(Seen(str(move["id"]), round(float(move["confidence"]), 3), cues))
    # What stands in for a detail may be longer than it was.
    return Reply(kept.text[:LONGEST_REPLY], tuple(moves))


class _Kept:
    """A text with its details replaced, and where its positions went."""

    def __init__(self, text: str, masks: list[dict[str, Any]]) -> None:
        parts, at, self._moves = [], 0, []
        for mask in masks:
            placeholder = PLACEHOLDERS[mask["type"]]
            parts += [text[at : mask["start"]], placeholder]
            self._moves.append((mask["start"], mask["end"], len(placeholder)))
            at = mask["end"]
        self.text = "".join([*parts, text[at:]])

    def place(self, given: int, is_end: bool = False) -> int:
        """Where a position of the text as given stands now; inside a detail it moves to its edge."""
        longer = 0
        for start, end, length in self._moves:
            if given <= start:
                break
            if given < end:
                return start + longer + (length if is_end else 0)
            longer += length - (end - start)
        return given + longer
