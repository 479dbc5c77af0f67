"""Where a talk stands, and what one turn of it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from knowledge.kinds.move import FEELINGS
from knowledge.roleplay.effects import Feelings, Felt
from knowledge.roleplay.lines import Spoken
from knowledge.roleplay.memory import Memory
from knowledge.roleplay.play import Reply

#: How a talk ended: the helper closed it after the goal or before it, the resident left, or the replies ran out.
Ending = Literal["goal", "early", "left", "long"]


@dataclass(frozen=True)
class Turn:
    """One reply and what came of it. Turn 0 is the resident's first line and has no reply.

    `felt` names each cause and its points; `before` and `after` are the inner state. `told` is what was told for the
    first time, `touched` the reason why a word touched a sore point, `because` why the resident left.
    """

    number: int
    reply: Reply | None
    phase: str
    before: Feelings
    after: Feelings
    line: Spoken
    answers: str = ""
    felt: tuple[Felt, ...] = ()
    told: str = ""
    touched: str = ""
    broke_word: bool = False
    goal_reached: bool = False
    ended: Ending | None = None
    because: str = ""

    def as_json(self) -> dict[str, Any]:
        """The turn as plain data, without feedback."""
        seen = self.reply.moves if self.reply else ()
        return {
            "turn": self.number,
            "reply": self.reply.text if self.reply else None,
            "moves": [{"id": one.id, "confidence": one.confidence} for one in seen],
            "answers": self.answers,
            "resident": vars(self.line),
            "phase": self.phase,
            "state": {feeling: self.after[feeling] for feeling in FEELINGS},
            "change": {feeling: round(self.after[feeling] - self.before[feeling], 2) for feeling in FEELINGS},
            "told": self.told,
            "goal_reached": self.goal_reached,
            "ended": self.ended,
            "because": self.because,
        }


@dataclass(frozen=True)
class Position:
    """Where the talk stands after a turn. It never changes; each reply gives a new one."""

    turn: Turn
    inner: Feelings
    phase: str
    memory: Memory
    ended: Ending | None = None

    @property
    def number(self) -> int:
        """How many replies there were."""
        return self.turn.number


@dataclass(frozen=True)
class Trace:
    """A whole talk, turn by turn; the last position can be gone on from."""

    turns: tuple[Turn, ...]
    position: Position

    @property
    def ended(self) -> Ending | None:
        """How it ended, or None while it goes on."""
        return self.position.ended

    def as_json(self) -> list[dict[str, Any]]:
        """All turns as plain data."""
        return [turn.as_json() for turn in self.turns]
