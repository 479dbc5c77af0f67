"""The first start: one-time codes for the first admin and the first member of staff."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import codes
from bot.accounts.codes import Kind
from bot.accounts.joining import invite
from bot.accounts.office import OPERATOR, Office
from bot.accounts.roles import Role
from bot.accounts.tables import Account


@dataclass(frozen=True)
class FirstCodes:
    """Codes to print once: for an admin, and for staff when nobody has an account yet."""

    admin: str
    staff: str | None


def first_codes(office: Office, now: float) -> FirstCodes | None:
    """Fresh codes while there is no admin, in the place of those printed before; None once there is one."""
    with Session(office.records) as session, session.begin():
        roles = set(session.scalars(select(Account.role)))
        if Role.ADMIN.value in roles:
            return None
        codes.void(session, Kind.INVITATION, role=Role.ADMIN.value)
        if not roles:
            codes.void(session, Kind.INVITATION, role=Role.STAFF.value)
    staff = None if roles else invite(office, Role.STAFF, now, OPERATOR)
    return FirstCodes(invite(office, Role.ADMIN, now, OPERATOR), staff)
