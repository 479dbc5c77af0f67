"""What rings a person's bell: the interface of every messenger, and the few texts it may send."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import yaml

#: All that may be sent. Changing this list means changing `messages.yml`, and the other way round.
TEMPLATES = (
    "item_new",
    "item_waiting",
    "item_passed",
    "item_settled",
    "open_items",
    "digest",
    "on_call",
    "use_the_page",
)
_TEXTS = Path(__file__).with_name("messages.yml")


class TryLater(Exception):
    """It could not be sent now. Trying again in `seconds` may help."""

    def __init__(self, seconds: float) -> None:
        """Say how long to wait, as the other side asked for or as is wise."""
        super().__init__(f"try again in {seconds:g} seconds")
        self.seconds = seconds


class CannotReach(Exception):
    """This person cannot be reached this way, now or later; `reason_code` is one word, such as `not_paired`."""

    def __init__(self, reason_code: str) -> None:
        """Say why, in a word that may be logged."""
        super().__init__(reason_code)
        self.reason_code = reason_code


class Messenger(Protocol):
    """Rings the bell of an account. It is asked at least once for each message, and again after a failure or a kill."""

    async def deliver(self, account_id: int, template: str, code: str, count: int, once: str) -> str:
        """Send one of `TEMPLATES` and return a receipt. Raises TryLater, CannotReach.

        `once` is the same whenever the same message is asked for again: show it once. Any other exception counts as
        TryLater. A call that lasts longer than the worker's patience is cancelled and made again later.
        """


def texts() -> dict[str, str]:
    """Template → its sentence, with `{code}` and `{count}` to fill in."""
    found = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    return {template: str(found[template]) for template in TEMPLATES}
