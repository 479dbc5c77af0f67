"""What a reviewer proposes: an example to learn from, or a note on the content. Only its words are typed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

EXAMPLE, NOTE = "example", "note"
#: Why the content should say something else.
NOTE_REASONS = ("missing", "wrong", "hard_to_read", "tone", "outdated")
LONGEST_EXAMPLE, LONGEST_SENTENCE = 300, 400
#: Ticked for “none of the eight reactions” or “not urgent”: a label too, and kept as an empty list.
NONE = "none"


@dataclass(frozen=True)
class Proposal:
    """One proposal. A list that is None is not spoken of; an empty one says that nothing of it is there.

    `text` is the example, or the sentence of a note; `item` is the place of what a note is about, as reactions/anger.
    """

    kind: str
    text: str
    intent: str = ""
    reactions: tuple[str, ...] | None = None
    situations: tuple[str, ...] | None = None
    topic: str = ""
    item: str = ""
    reason: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is sealed."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Proposal:
        """What `kept` gave."""
        lists = {name: None if kept[name] is None else tuple(kept[name]) for name in ("reactions", "situations")}
        return cls(**{**kept, **lists})


class NotUsable(ValueError):
    """A proposal cannot be kept; `reason` says why and `shown` holds the proposal with what was masked in it."""

    def __init__(self, reason: str, shown: Proposal) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason, self.shown = reason, shown
