"""The sentences of feedback and report themselves; all else they say stands in moves, scenarios and the library."""

from __future__ import annotations

from knowledge.kinds.move import FEELINGS, Feeling
from knowledge.store import ContentStore

#: Sentence → what is filled in.
SENTENCES: dict[str, tuple[str, ...]] = {
    **{f"{feeling}_{way}": () for feeling in FEELINGS for way in ("up", "down")},
    "worked_short": (),
    "worked_silence": (),
    "worked_no_harm": (),
    "worked_stayed": (),
    "worked_repair": (),
    "note_broken_word": (),
    "note_told": ("title",),
    "note_goal": (),
    "note_later": (),
    "strength": ("title", "turn"),
    "strength_repair": ("turn",),
    "strength_stayed": ("turns",),
    "strength_little_harm": (),
    "strength_gentlest": ("turn",),
    "strength_began": (),
    "strength_stopped": (),
    **{f"area_{area}": () for area in ("listening", "asking", "honesty", "choice", "respect", "care")},
    **{f"level_{level}": () for level in ("harm", "not_seen", "some", "well")},
    **{f"ended_{ending}": () for ending in ("goal", "early", "left", "long", "stopped")},
}


def sentence(store: ContentStore, name: str, **filled: object) -> str:
    """One of `SENTENCES`, from the phrases of the content."""
    return store.phrase(f"practice_{name}", **filled)


def change_in_words(store: ContentStore, feeling: Feeling, points: float) -> str:
    """What became of a feeling, without a number."""
    return sentence(store, f"{feeling}_{'up' if points > 0 else 'down'}")
