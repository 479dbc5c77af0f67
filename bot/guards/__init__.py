"""What a message must pass before the assistant sees it: one guard a file, in the order of `ORDER`.

A guard gives back the text to go on with, or refuses with a reason that `knowledge` has words for. The door then masks
personal details (`masking`), before Rasa, because Rasa logs and keeps what it is given.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.guards.cleaning import clean
from bot.guards.commands import no_typed_command
from bot.guards.length import not_too_long
from bot.guards.refusal import Refused
from bot.guards.script import has_readable_words

Guard = Callable[[str, int], str]

ORDER: tuple[Guard, ...] = (not_too_long, clean, no_typed_command, has_readable_words)


def pass_guards(text: str, longest: int) -> str:
    """The text as the assistant may see it. Raises Refused."""
    for guard in ORDER:
        text = guard(text, longest)
    return text


__all__ = ["ORDER", "Guard", "Refused", "pass_guards"]
