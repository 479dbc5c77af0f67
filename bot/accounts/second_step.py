"""The second step at sign-in: six digits from an app on the telephone (TOTP, RFC 6238), and printed recovery codes.

Each step of 30 seconds counts once: the last accepted one is stored, so that a code read over a shoulder is worth
nothing. The current step and the one before are taken, because clocks differ and typing takes time.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

import pyotp
import segno
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.accounts import codes, sessions
from bot.accounts.codes import Kind, Right
from bot.accounts.office import Office, account
from bot.accounts.sessions import Person
from bot.accounts.tables import Account, OneTimeCode

RECOVERY_CODES = 10
_STEP = 30
_STEPS_BACK = 1
#: What the secret is sealed for (`bot.records.sealing`).
_PURPOSE = "account.totp_secret"
_ISSUER = "Steadyhand"


@dataclass(frozen=True)
class Secret:
    """A secret to put into an app: as a square to scan (SVG), and in groups of four to type."""

    square: str
    groups: str


@dataclass(frozen=True)
class Confirmed:
    """A second step just set up: the token of the new session, and ten recovery codes to print."""

    token: str
    recovery_codes: list[str]


def is_set_up(office: Office, account_id: int) -> bool:
    """Whether this account signs in with a second step."""
    with Session(office.records) as session:
        return session.get_one(Account, account_id).totp_secret is not None


def recovery_codes_left(office: Office, account_id: int) -> int:
    """How many recovery codes have not been used."""
    with Session(office.records) as session:
        return _left(session, account_id)


def begin(office: Office, person: Person) -> None:
    """Make a new secret for an app; the one in use stays until the new one is confirmed."""
    secret = pyotp.random_base32()
    with Session(office.records) as session, session.begin():
        row = session.get_one(Account, person.account_id)
        row.totp_new = office.seals.seal(_PURPOSE, str(row.id), secret.encode())


def shown(office: Office, person: Person) -> Secret | None:
    """The secret that waits to be confirmed, or None."""
    with Session(office.records) as session:
        sealed = session.get_one(Account, person.account_id).totp_new
    if sealed is None:
        return None
    secret = _opened(office, person.account_id, sealed)
    address = pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name=_ISSUER)
    # White paper around black squares also in dark mode: cameras look for that.
    square = segno.make(address, error="m").svg_inline(scale=5, border=4, light="#fff", omitsize=True)
    return Secret(square=square, groups=" ".join(re.findall(".{1,4}", secret)))


def confirm(office: Office, person: Person, typed: str, now: float) -> Confirmed | None:
    """Take the new secret into use when the code fits it; None when it does not fit.

    Every session of the account ends; the browser it was done at gets a new, open one.
    """
    with Session(office.records) as session:
        sealed = session.get_one(Account, person.account_id).totp_new
    step = None if sealed is None else _fitting_step(_opened(office, person.account_id, sealed), typed, now)
    if step is None:
        return None
    fresh = _draw(office)
    with Session(office.records) as session, session.begin():
        row = session.get_one(Account, person.account_id)
        row.totp_secret, row.totp_new, row.totp_last_step = sealed, None, step
        office.record("totp_enrolled", account(row.id), account(row.id), within=session)
        _store(office, session, row.id, fresh, now)
        sessions.end_all_within(session, row.id)
        token = sessions.begin_within(session, row.id, now)
        office.record("signed_in", account(row.id), within=session)
    return Confirmed(token, [code.text for code in fresh])


def accept(office: Office, account_id: int, typed: str, now: float) -> bool:
    """Whether this code of the app is right now and was not used before."""
    with Session(office.records) as session, session.begin():
        sealed = session.get_one(Account, account_id).totp_secret
        step = None if sealed is None else _fitting_step(_opened(office, account_id, sealed), typed, now)
        if step is None:
            return False
        later = (Account.id == account_id, Account.totp_last_step < step)
        done = session.execute(update(Account).where(*later).values(totp_last_step=step))
        return int(getattr(done, "rowcount", 0)) == 1


def use_recovery_code(office: Office, account_id: int, right: Right, now: float) -> int | None:
    """Use a recovery code up and return how many are left; None when somebody was quicker."""
    with Session(office.records) as session, session.begin():
        if not codes.use(session, right, now):
            return None
        office.record("recovery_code_used", account(account_id), account(account_id), within=session)
        return _left(session, account_id)


def new_recovery_codes(office: Office, account_id: int, now: float) -> list[str]:
    """Ten new recovery codes in the place of the old ones."""
    fresh = _draw(office)
    with Session(office.records) as session, session.begin():
        _store(office, session, account_id, fresh, now)
    return [code.text for code in fresh]


def remove(office: Office, account_id: int, by: str) -> None:
    """Take the second step away with its recovery codes."""
    with Session(office.records) as session, session.begin():
        row = session.get_one(Account, account_id)
        row.totp_secret = row.totp_new = None
        codes.void(session, Kind.RECOVERY, account_id)
        office.record("totp_removed", by, account(account_id), within=session)


def _draw(office: Office) -> list[codes.Fresh]:
    return [codes.draw(office.records, Kind.RECOVERY) for _ in range(RECOVERY_CODES)]


def _store(office: Office, session: Session, account_id: int, fresh: list[codes.Fresh], now: float) -> None:
    codes.void(session, Kind.RECOVERY, account_id)
    for code in fresh:
        codes.store(session, Kind.RECOVERY, code, now, account_id=account_id)
    office.record("recovery_codes_made", account(account_id), account(account_id), within=session)


def _left(session: Session, account_id: int) -> int:
    mine = (OneTimeCode.account_id == account_id, OneTimeCode.kind == Kind.RECOVERY.value)
    unused = (OneTimeCode.used_at.is_(None), OneTimeCode.tries_left > 0)
    return session.scalar(select(func.count()).select_from(OneTimeCode).where(*mine, *unused)) or 0


def _fitting_step(secret: str, typed: str, now: float) -> int | None:
    digits = "".join(typed.split())
    current = int(now) // _STEP
    app = pyotp.TOTP(secret, interval=_STEP)
    fitting = None
    for step in range(current - _STEPS_BACK, current + 1):
        if hmac.compare_digest(app.generate_otp(step).encode(), digits.encode("utf-8", "replace")):
            fitting = step
    return fitting


def _opened(office: Office, account_id: int, sealed: bytes) -> str:
    return office.seals.open(_PURPOSE, str(account_id), sealed).decode()
