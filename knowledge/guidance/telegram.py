"""The sentences of the service in Telegram. What rings the bell is no guidance: see `bot/alerts/messages.yml`."""

from __future__ import annotations

from knowledge.guidance.desk import Desk

#: Sentence → what is filled in.
SENTENCES: dict[str, tuple[str, ...]] = {
    "paired": (),
    "help": (),
    "help_questions": (),
    "have_it": (),
    "pass_on": (),
    "open": (),
    "have_item": ("code",),
    "pass_item": ("code",),
    "more": (),
    "sources": (),
    "noted": (),
    "colleague": (),
    "passed": (),
    "settled": (),
    "usual_page": (),
    "off": (),
    "not_off": (),
    "few": (),
    "failed": (),
    "web_page": (),
    "urgent": (),
    "only_text": (),
}


def sentence(desk: Desk, name: str, **filled: str) -> str:
    """One of `SENTENCES`."""
    return desk.phrase(f"telegram_{name}", **filled)
