"""What a step looks like after all marks on it, whoever made them and in whatever order they arrived.

A mark says which marks its writer had seen. It takes the place of those, and stands beside any it did not know of: so
two people who work at the same time never overwrite each other. Where those that stand say the same, they are one;
where they differ, people are asked to look. Notes are never replaced: all of them stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

OPEN, DONE, NOT_APPLICABLE, DIFFERS = "open", "done", "not_applicable", "differs"
#: What can be marked. An empty state adds a note and leaves the step as it is.
MARKABLE = (OPEN, DONE, NOT_APPLICABLE, "")
State = Literal["open", "done", "not_applicable", "differs"]


@dataclass(frozen=True)
class Mark:
    """One mark on a step. `seen` is the number of the last mark on this step that its writer knew, 0 for none."""

    number: int
    step: str
    state: str
    at: float
    by: int | None = None
    note: str = ""
    seen: int = 0
    who: str = ""  # a pseudonym that came with an imported case


@dataclass(frozen=True)
class Merged:
    """A step after its marks. `standing` are the marks that no later one took the place of."""

    state: State = OPEN
    standing: tuple[Mark, ...] = ()
    notes: tuple[Mark, ...] = ()
    last: int = 0

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do with it."""
        return self.state in (DONE, NOT_APPLICABLE)


def merged(marks: Sequence[Mark]) -> Merged:
    """The step after these marks of it, given in order of their numbers."""
    standing: tuple[Mark, ...] = ()
    for mark in marks:
        if mark.state:
            standing = (*(one for one in standing if one.number > mark.seen), mark)
    states = {mark.state for mark in standing}
    return Merged(
        state=OPEN if not states else states.pop() if len(states) == 1 else DIFFERS,  # type: ignore[arg-type]
        standing=standing,
        notes=tuple(mark for mark in marks if mark.note),
        last=marks[-1].number if marks else 0,
    )
