"""How a guard says no."""

from __future__ import annotations


class Refused(Exception):
    """A message that goes no further. `reason` names the words to answer with, `filled` what belongs in them."""

    def __init__(self, reason: str, **filled: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.filled = filled
