"""One-time codes on paper or on the telephone: invitations, ways to a new password, recovery codes, pairing a chat.

A code is groups of four easy letters and digits. The first group finds its row and is no secret; the rest is (59 bits
in an invitation, 79 in a recovery code, which lasts longer, 39 in one that pairs a chat within ten minutes). Only an
argon2id digest of the rest is stored. After five wrong tries a code is void.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Engine, delete, or_, update
from sqlalchemy.orm import Session

from bot.accounts import passwords
from bot.accounts.tables import OneTimeCode

TRIES = 5
_GROUP = 4
_LONGEST_TYPED = 60
_HOUR = 3600.0


class Kind(str, Enum):
    """What a code is good for."""

    INVITATION = "invitation"
    RESET = "reset"
    RECOVERY = "recovery"
    TELEGRAM = "telegram"


#: Secret groups of four characters, and seconds until the code is void.
_SHAPES: dict[Kind, tuple[int, float | None]] = {
    Kind.INVITATION: (3, 72 * _HOUR),
    Kind.RESET: (3, 24 * _HOUR),
    Kind.RECOVERY: (4, None),
    Kind.TELEGRAM: (2, 600.0),
}


@dataclass(frozen=True)
class Right:
    """A code that was typed rightly; it counts as used only once `use` says so."""

    selector: str
    role: str | None
    account_id: int | None


@dataclass(frozen=True)
class Fresh:
    """A code just drawn: its text, shown once, and what may be stored of it."""

    text: str
    selector: str
    digest: str


def draw(engine: Engine, kind: Kind) -> Fresh:
    """Draw a code. Takes as long as a password check, so it is done before a transaction begins."""
    secret = _groups(_SHAPES[kind][0])
    with Session(engine) as session:
        while session.get(OneTimeCode, selector := _groups(1)) is not None:
            continue
    return Fresh(f"{selector}-{secret}", selector, passwords.digest(_plain(secret)))


def store(
    session: Session, kind: Kind, fresh: Fresh, now: float, role: str | None = None, account_id: int | None = None
) -> None:
    """Keep a code within a transaction; codes that ran out are cleared away on the way."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now))
    lasts = _SHAPES[kind][1]
    session.add(
        OneTimeCode(
            selector=fresh.selector,
            kind=kind.value,
            digest=fresh.digest,
            role=role,
            account_id=account_id,
            made_at=now,
            expires_at=None if lasts is None else now + lasts,
            tries_left=TRIES,
        )
    )
    session.flush()


def check(engine: Engine, kind: Kind, typed: str, now: float, account_id: int | None = None) -> Right | None:
    """What a typed code is good for, or None. A wrong one takes as long as a right one, and counts as a try."""
    plain = _plain(typed[:_LONGEST_TYPED])
    selector, secret = plain[:_GROUP], plain[_GROUP:]
    row = _take_a_try(engine, kind, selector, now, account_id)
    if not passwords.matches(row.digest if row else None, secret) or row is None:
        return None
    with Session(engine) as session, session.begin():  # the try was not a wrong one
        chosen = OneTimeCode.selector == selector
        session.execute(update(OneTimeCode).where(chosen).values(tries_left=OneTimeCode.tries_left + 1))
    return Right(selector, row.role, row.account_id)


def use(session: Session, right: Right, now: float) -> bool:
    """Use a code up within the transaction of what it is used for; False when somebody was quicker."""
    unused = (OneTimeCode.selector == right.selector, OneTimeCode.used_at.is_(None))
    done = session.execute(update(OneTimeCode).where(*unused).values(used_at=now))
    return int(getattr(done, "rowcount", 0)) == 1


def void(session: Session, kind: Kind, account_id: int | None = None, role: str | None = None) -> None:
    """Take codes of a kind away: those of an account, or invitations to a role."""
    chosen = [OneTimeCode.kind == kind.value]
    if account_id is not None:
        chosen.append(OneTimeCode.account_id == account_id)
    if role is not None:
        chosen.append(OneTimeCode.role == role)
    session.execute(delete(OneTimeCode).where(*chosen))


def is_open(row: OneTimeCode, now: float) -> bool:
    """Whether a code can still be used."""
    return row.used_at is None and row.tries_left > 0 and (row.expires_at is None or row.expires_at > now)


def _take_a_try(engine: Engine, kind: Kind, selector: str, now: float, account_id: int | None) -> OneTimeCode | None:
    # Counted before it is looked at, so that many tries at the same moment gain nothing.
    live = (
        OneTimeCode.selector == selector,
        OneTimeCode.kind == kind.value,
        OneTimeCode.used_at.is_(None),
        OneTimeCode.tries_left > 0,
        or_(OneTimeCode.expires_at.is_(None), OneTimeCode.expires_at > now),
        *([] if account_id is None else [OneTimeCode.account_id == account_id]),
    )
    with Session(engine, expire_on_commit=False) as session, session.begin():
        taken = session.execute(update(OneTimeCode).where(*live).values(tries_left=OneTimeCode.tries_left - 1))
        if int(getattr(taken, "rowcount", 0)) != 1:
            return None
        return session.get(OneTimeCode, selector)


def _groups(count: int) -> str:
    groups = ("".join(secrets.choice(passwords.EASY) for _ in range(_GROUP)) for _ in range(count))
    return "-".join(groups).upper()


def _plain(typed: str) -> str:
    return "".join(char for char in typed.upper() if char.isascii() and char.isalnum())
