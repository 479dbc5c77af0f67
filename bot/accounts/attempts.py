"""The brake on guessing passwords: each failure for one address and name makes the next try wait longer.

It never locks a name for everybody: a stranger who guesses from elsewhere cannot keep the night shift out.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from bot.accounts.tables import SignInAttempt

#: Mistypings that cost nothing.
FREE_FAILURES = 3
#: The longest wait, in seconds.
LONGEST_WAIT = 900.0
#: Failures are forgotten after this many quiet seconds.
FORGOTTEN_AFTER = 3600.0


def must_wait(engine: Engine, address: str, name: str, now: float) -> float:
    """Count one try and say how many seconds too early it is; 0 means that it may go ahead.

    A try is counted before the password is looked at, so that many tries at the same moment gain nothing.
    """
    place = _place(address, name)
    with Session(engine) as session, session.begin():
        session.execute(delete(SignInAttempt).where(SignInAttempt.last_at < now - FORGOTTEN_AFTER))
        row = session.get(SignInAttempt, place, with_for_update=True)
        if row is None:
            session.add(SignInAttempt(place=place, failures=1, last_at=now))
            return 0.0
        left = row.last_at + wait_after(row.failures) - now
        if left > 0:
            return left
        row.failures += 1
        row.last_at = now
        return 0.0


def forget(engine: Engine, address: str, name: str) -> None:
    """Forget the failures, because the password was right."""
    with Session(engine) as session, session.begin():
        session.execute(delete(SignInAttempt).where(SignInAttempt.place == _place(address, name)))


def wait_after(failures: int) -> float:
    """Seconds to wait after so many failures: 0, 0, 0, 2, 4, 8 … 900."""
    return 0.0 if failures <= FREE_FAILURES else min(2.0 ** min(failures - FREE_FAILURES, 20), LONGEST_WAIT)


def _place(address: str, name: str) -> str:
    return hashlib.sha256(f"{address}\n{name}".encode("utf-8", "replace")).hexdigest()
