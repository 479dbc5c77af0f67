"""The words that stop a practice talk when nothing else is said; they stand in phrases.yml."""

from __future__ import annotations

import re

from knowledge.store import ContentStore

_NOT_LETTERS = re.compile(r"[^\w\s]+")


def pause_words(store: ContentStore) -> list[str]:
    """Each of them; the first one is told beforehand."""
    return [word.strip() for word in store.phrase("practice_pause_words").split("/")]


def is_pause(store: ContentStore, text: str) -> bool:
    """Whether a reply is nothing but a wish to pause."""
    return " ".join(_NOT_LETTERS.sub(" ", text).casefold().split()) in pause_words(store)
