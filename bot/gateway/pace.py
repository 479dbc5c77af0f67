"""How fast one session may send: a burst, then one message a second.

Kept in memory: a restart forgives everybody, which is the right way round.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEPT = 5000


class Pace:
    """A bucket of messages for each session that fills again with time."""

    def __init__(self, burst: int = 20, per_second: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `burst` messages at once and `per_second` after that."""
        self._burst = float(burst)
        self._per_second = per_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, session: str) -> bool:
        """Take one message from the session's bucket; False when it is empty."""
        now = self._clock()
        left, at = self._left.pop(session, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_second)
        allowed = left >= 1.0
        self._left[session] = (left - 1.0 if allowed else left, now)
        while len(self._left) > _MOST_KEPT:
            self._left.popitem(last=False)
        return allowed
