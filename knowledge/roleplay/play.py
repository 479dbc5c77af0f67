"""What a trainee did in a practice talk: the replies and the seed. A play can be kept, rewound and branched.

Everything the resident says and feels follows from it (`knowledge.roleplay.stage`), so nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: Longest reply that is played, in characters, and most replies of one talk.
LONGEST_REPLY = 2000
MOST_REPLIES = 80


class UnreadablePlay(ValueError):
    """What was kept is not a play; the message says why."""


@dataclass(frozen=True)
class Cue:
    """The words that show a move: code points `start` to `end` of the reply."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Seen:
    """A move recognised in a reply."""

    id: str
    confidence: float = 1.0
    cues: tuple[Cue, ...] = ()


#: From the words of a reply to the moves it makes.
Recogniser = Callable[[str], Iterable[Seen]]


@dataclass(frozen=True)
class Reply:
    """What the trainee said, with the moves recognised in it. No words at all is a silence."""

    text: str
    moves: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Nudge:
    """A trainer's hand on the inner state: points to add to some feelings. It is no turn of the talk."""

    changes: Mapping[str, float] = field(default_factory=dict)


Event = Reply | Nudge


@dataclass(frozen=True)
class Play:
    """A talk so far. `level` 1 to 3 makes the resident easier or harder; `heard` are lines of earlier plays."""

    scenario: str
    seed: int = 1
    level: int = 2
    events: tuple[Event, ...] = ()
    heard: frozenset[str] = frozenset()

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The replies in order; the first is turn 1."""
        return tuple(event for event in self.events if isinstance(event, Reply))

    def then(self, event: Event) -> Play:
        """The play one reply or nudge further."""
        return replace(self, events=(*self.events, event))

    def rewound(self, turn: int) -> Play:
        """The play as it stood after this turn; 0 is the beginning. Branch by `rewound(turn).then(…)`.

        Nudges after the last reply that is kept go too.
        """
        kept: list[Event] = []
        turns = 0
        for event in self.events:
            if turns == turn:
                break
            kept.append(event)
            turns += isinstance(event, Reply)
        return replace(self, events=tuple(kept))

    def as_json(self) -> dict[str, Any]:
        """The play as plain data for JSON."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "level": self.level,
            "events": [_event_json(event) for event in self.events],
            "heard": sorted(self.heard),
        }


def play_from_json(raw: Any) -> Play:
    """The play that `Play.as_json` wrote. Raises UnreadablePlay."""
    try:
        level, seed = int(raw["level"]), int(raw["seed"])
        events = tuple(_event(one) for one in raw["events"])
        heard = frozenset(str(one) for one in raw.get("heard", ()))
        scenario = str(raw["scenario"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadablePlay(f"a play needs scenario, seed, level and events ({error})") from error
    if level not in (1, 2, 3):
        raise UnreadablePlay(f"level is {level}: use 1, 2 or 3")
    return Play(scenario, seed, level, events, heard)


def _event_json(event: Event) -> dict[str, Any]:
    if isinstance(event, Nudge):
        return {"nudge": dict(event.changes)}
    moves = [
        {"id": seen.id, "confidence": seen.confidence, "cues": [vars(cue) for cue in seen.cues]} for seen in event.moves
    ]
    return {"text": event.text, "moves": moves}


def _event(raw: Mapping[str, Any]) -> Event:
    if "nudge" in raw:
        return Nudge({str(name): float(points) for name, points in raw["nudge"].items()})
    return Reply(str(raw["text"]), tuple(seen_from_json(one) for one in raw["moves"]))


def seen_from_json(raw: Any) -> Seen:
    """A recognised move from plain data: its id alone, or with confidence and cues."""
    if isinstance(raw, str):
        return Seen(raw)
    cues = tuple(Cue(int(cue["start"]), int(cue["end"]), str(cue["text"])) for cue in raw.get("cues", ()))
    return Seen(str(raw["id"]), float(raw.get("confidence", 1.0)), cues)
