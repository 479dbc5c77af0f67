"""What the resident remembers of the talk beyond how they feel now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.kinds import Move
from knowledge.kinds.move import Feeling

#: How many replies back a word that is broken is still felt as broken in particular, not only remembered.
_RECENT = 3


@dataclass(frozen=True)
class Due:
    """Something that is felt later: at which turn, from which move, and how much."""

    turn: int
    move: str
    effect: tuple[tuple[Feeling, float], ...]


@dataclass(frozen=True)
class Memory:
    """What is remembered. While there is `hurt`, points of trust lost and not made good, trust grows slower."""

    hurt: float = 0.0
    momentum: tuple[tuple[Feeling, float], ...] = ()
    broken: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    used: tuple[tuple[str, int], ...] = ()
    recent: tuple[tuple[str, ...], ...] = ()
    recent_families: tuple[tuple[str, ...], ...] = ()
    told: tuple[str, ...] = ()
    told_at: int = -9
    said: tuple[str, ...] = ()
    quiet: int = 0
    touched: tuple[str, ...] = ()
    goal_at: int | None = None
    asked_to_stay: bool = False

    def times(self, move: str) -> int:
        """How often the helper has made this move."""
        return dict(self.used).get(move, 0)

    def broken_now(self, moves: list[Move]) -> tuple[str, ...]:
        """Which of these moves break a word the helper gave before, and were not felt so already."""
        given = {move for move, times in self.used if times}
        return tuple(move.id for move in moves if move.id not in self.broken and given & set(move.breaks))

    def in_a_row(self, family: str) -> int:
        """How many of the latest replies were of this family, one after the other."""
        count = 0
        for families in reversed(self.recent_families):
            if family not in families:
                break
            count += 1
        return count

    def after_reply(self, moves: list[Move], turn: int, silent: bool) -> Memory:
        """The memory with this reply's moves in it."""
        used = dict(self.used)
        for move in moves:
            used[move.id] = used.get(move.id, 0) + 1
        due = [Due(turn + move.later.after, move.id, later_effect(move)) for move in moves if move.later]
        return replace(
            self,
            used=tuple(sorted(used.items())),
            recent=(*self.recent, tuple(move.id for move in moves))[-_RECENT:],
            recent_families=(*self.recent_families, tuple(move.family for move in moves))[-_RECENT:],
            due=(*(one for one in self.due if one.turn > turn), *due),
            broken=(*self.broken, *self.broken_now(moves)),
            quiet=self.quiet + 1 if silent else 0,
        )


def later_effect(move: Move) -> tuple[tuple[Feeling, float], ...]:
    """What comes of a move later, as pairs."""
    later = move.later.effect.by_feeling() if move.later else {}
    return tuple((feeling, float(points)) for feeling, points in later.items())
