"""Lets the components say which step of a training they are at, to whoever listens."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Callable, Iterator

_listener: ContextVar[Callable[[str], None]] = ContextVar("listener", default=lambda step: None)
#: Steps one training tells, so that a listener can draw how far it is.
STEPS = 8


def step(name: str) -> None:
    """Say that a step begins."""
    _listener.get()(name)


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Let `listener` hear the steps of a training that runs inside."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
