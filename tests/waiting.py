"""Waiting for what happens by itself: as long as it takes, and not for ever."""

from __future__ import annotations

import asyncio
import time


async def until(there, seconds: float = 60.0):
    """Wait until something is there, and give it back. A busy machine may take its time."""
    ends = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < ends, "it did not happen"
        await asyncio.sleep(0.01)
    return found
