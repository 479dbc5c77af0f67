"""The brake on guessing: each failure makes the next try wait longer, but nobody can lock somebody else out.

Three places are counted: name and address together (steep), the name from anywhere (guessing from many addresses), and
the address (trying many names). The second and third do not slow a person down at an address from which they signed in
rightly in the last 7 days, so a stranger who guesses from elsewhere cannot keep the night shift out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Engine, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.accounts.tables import SignInAttempt


@dataclass(frozen=True)
class Brake:
    """Failures that cost nothing, the longest wait, and after how many quiet seconds all is forgotten."""

    free: int
    longest: float
    forgotten: float

    def wait_after(self, failures: int) -> float:
        """Seconds to wait after so many failures: 0 while they are free, then 2, 4, 8 … the longest."""
        return 0.0 if failures <= self.free else min(2.0 ** min(failures - self.free, 20), self.longest)


PAIR = Brake(free=3, longest=900.0, forgotten=3600.0)
NAME = Brake(free=10, longest=300.0, forgotten=3600.0)
ADDRESS = Brake(free=20, longest=300.0, forgotten=900.0)
CODE = Brake(free=5, longest=300.0, forgotten=3600.0)
#: Seconds for which a place is known after a right password, and the longest that any failure is remembered.
KNOWN_FOR = 7 * 86400.0
_REMEMBERED = 3600.0
#: What to wait when two tries for one place came at the same moment.
_MOMENT = 1.0


def must_wait(engine: Engine, address: str, name: str, now: float) -> float:
    """Count one try and say how many seconds too early it is; 0 means that it may go ahead.

    A try is counted before the password is looked at, so that many tries at the same moment gain nothing.
    """
    pair = _place("pair", address, name)
    with Session(engine) as session, session.begin():
        forgotten = SignInAttempt.last_at < now - _REMEMBERED
        unknown = or_(SignInAttempt.right_at.is_(None), SignInAttempt.right_at < now - KNOWN_FOR)
        session.execute(delete(SignInAttempt).where(and_(forgotten, unknown)))
        known_at = session.scalar(select(SignInAttempt.right_at).where(SignInAttempt.place == pair))
    places = {pair: PAIR}
    if known_at is None or known_at < now - KNOWN_FOR:
        places |= {_place("name", name): NAME, _place("address", address): ADDRESS}
    return _wait_or_count(engine, places, now)


def code_must_wait(engine: Engine, address: str, now: float) -> float:
    """The same for one-time codes typed by people without an account: only the address is known."""
    return _wait_or_count(engine, {_place("code", address): CODE}, now)


def was_right(engine: Engine, address: str, name: str, now: float) -> None:
    """Forget the failures, because the password was right, and remember that this person comes from here."""
    pair, at = _place("pair", address, name), SignInAttempt.place
    with Session(engine) as session, session.begin():
        known_at = session.scalar(select(SignInAttempt.right_at).where(at == pair))
        session.execute(update(SignInAttempt).where(at == pair).values(failures=0, right_at=now))
        session.execute(update(SignInAttempt).where(at == _place("name", name)).values(failures=0))
        if known_at is not None and known_at >= now - KNOWN_FOR:
            return  # this try was not counted for the address
        # Not 0: whoever has one account here may be the one who tries the names of others.
        here = and_(at == _place("address", address), SignInAttempt.failures > 0)
        session.execute(update(SignInAttempt).where(here).values(failures=SignInAttempt.failures - 1))


def code_was_right(engine: Engine, address: str) -> None:
    """Forget the failures of one-time codes from here."""
    with Session(engine) as session, session.begin():
        session.execute(delete(SignInAttempt).where(SignInAttempt.place == _place("code", address)))


def _wait_or_count(engine: Engine, places: dict[str, Brake], now: float) -> float:
    with Session(engine) as session:
        rows = session.scalars(select(SignInAttempt).where(SignInAttempt.place.in_(places))).all()
    seen = {row.place: (row.failures, row.last_at) for row in rows}
    left = max(_left(brake, *seen.get(place, (0, 0.0)), now) for place, brake in places.items())
    if left > 0:
        return left
    counted = [_count(engine, place, brake, seen.get(place), now) for place, brake in places.items()]
    return 0.0 if counted[0] else _MOMENT


def _left(brake: Brake, failures: int, last_at: float, now: float) -> float:
    return 0.0 if last_at < now - brake.forgotten else last_at + brake.wait_after(failures) - now


def _count(engine: Engine, place: str, brake: Brake, seen: tuple[int, float] | None, now: float) -> bool:
    """Count a try; False when another one for this place was counted since it was looked at."""
    try:
        with Session(engine) as session, session.begin():
            if seen is None:
                session.add(SignInAttempt(place=place, failures=1, last_at=now))
                return True
            failures = 1 if seen[1] < now - brake.forgotten else seen[0] + 1
            same = (SignInAttempt.place == place, SignInAttempt.failures == seen[0], SignInAttempt.last_at == seen[1])
            done = session.execute(update(SignInAttempt).where(*same).values(failures=failures, last_at=now))
            return int(getattr(done, "rowcount", 0)) == 1
    except IntegrityError:
        return False


def _place(kind: str, *parts: str) -> str:
    return hashlib.sha256("\n".join((kind, *parts)).encode("utf-8", "replace")).hexdigest()
