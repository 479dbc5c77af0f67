"""Finds the words by which somebody says in practice that they mean it: "stop, this is real".

Only the words are found here. Whoever runs the practice talk pauses it and asks, or leaves it and lets the message be
read as one to the assistant, urgent layer and all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.cues import compiled

_PLAY = (
    "practice/practise/exercise/exercice/training/simulation/role-play/roleplay/rehearsal/pretend*/play/playing/acting"
)
_NOT = "not/no/isn't/isnt/wasn't/wasnt"
_A = "a/an/the/this/my/our/any/just/only/more/part"
_STOP = "stop/stopp/wait/pause/halt/break/serious/seriously/sorry/please/ok/okay/no/hey/help"
_REAL = "real/reel/reality"

#: Nobody says this to a played resident.
_SURE = (
    f"{_STOP} ... this/it/that/its/it's/that's/thats is/was {_REAL}",
    f"{_STOP} ... its/it's/that's/thats/thiss {_REAL}",
    f"{_NOT} {_PLAY}",
    f"{_NOT} {_A} {_PLAY}",
    f"{_NOT} {_A} of {_A} {_PLAY}",
    f"{_NOT} of {_A} {_PLAY}",
    f"outside/outside of {_A} {_PLAY}",
    "not ... pretending/acting/role-playing/roleplaying",
    "out of character/role",
    "this/it/that is/was for real",
    "it's/its/that's/thats for real",
    "for real now/this time",
    "really happening/happens/happened here/now/today/tonight/to",
    "real emergency/danger/life/case/resident/client/alarm",
    "this/it/that is/was really/actually happening",
    "is/are/was/were real not ... practice/exercise/scenario",
)
#: This may be meant so, or may be said to somebody who has lost the ground under their feet, or to press them.
_PERHAPS = (
    f"this/that/it is {_REAL}",
    f"it's/its/that's/thats {_REAL}",
    "not a game/joke/test/drill/scenario/story",
    "i am/was serious/not joking",
    "i'm/im serious/not joking",
)


@dataclass(frozen=True)
class Meant:
    """The words found, by code points into the text; unless `sure`, ask before the practice talk is left."""

    start: int
    end: int
    text: str
    sure: bool


def meant_for_real(text: str) -> Meant | None:
    """The words that say so, or None."""
    plain = text.replace("’", "'").replace("‘", "'")
    for cues, sure in ((_SURE, True), (_PERHAPS, False)):
        found = re.search("|".join(f"(?:{compiled(cue)})" for cue in cues), plain, re.IGNORECASE)
        if found:
            return Meant(found.start(), found.end(), text[found.start() : found.end()], sure or _alone(plain, found))
    return None


def _alone(text: str, found: re.Match[str]) -> bool:
    """Whether little else is said: "this is real." is no sentence to somebody in a flashback."""
    return len(text) - (found.end() - found.start()) <= len(" !!!")
