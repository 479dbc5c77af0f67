"""Refuses a message longer than the assistant reads, before anything costly sees it."""

from __future__ import annotations

from bot.guards.refusal import Refused


def not_too_long(text: str, longest: int) -> str:
    """The text, if it has at most `longest` characters."""
    if len(text) > longest:
        raise Refused("long", length=len(text), limit=longest)
    return text
