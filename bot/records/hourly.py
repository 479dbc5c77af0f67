"""What the service does by itself once an hour: erases what is due, and makes a backup a day where it has a key.

Runs on a thread of its own, so that a slow disk holds up nobody; what fails is logged and tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.records import backup
from bot.records.keeping import Keeping
from bot.records.retention import Policy, purge
from bot.settings import Settings

_log = logging.getLogger(__name__)
_EVERY = 3600.0
_AFTER_FAILURE = 300.0
_BACKUP_EVERY = 86_400.0


@contextmanager
def hourly(settings: Settings, keeping: Keeping) -> Iterator[None]:
    """Do the work now and every hour, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=_go_on, args=(settings, keeping, stop), name="hourly", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def once(settings: Settings, keeping: Keeping, now: float) -> bool:
    """Do the work once. Returns whether all of it succeeded; what failed is in the log by its kind."""
    fine = True
    for work in (_purge, _back_up):
        try:
            work(settings, keeping, now)
        except Exception:  # noqa: BLE001  (the other half must still be done, and the next hour must come)
            _log.error("hourly work failed")
            fine = False
    return fine


def _go_on(settings: Settings, keeping: Keeping, stop: threading.Event) -> None:
    wait = 0.0
    while not stop.wait(wait):
        wait = _EVERY if once(settings, keeping, time.time()) else _AFTER_FAILURE


def _purge(settings: Settings, keeping: Keeping, now: float) -> None:
    purge(keeping, Policy.of(settings), now)


def _back_up(settings: Settings, keeping: Keeping, now: float) -> None:
    if not settings.backup_key:
        return
    newest = backup.newest(settings)
    if newest is None or backup.age_of(newest, now) >= _BACKUP_EVERY:
        backup.make(settings, keeping, now)
