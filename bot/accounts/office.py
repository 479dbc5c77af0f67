"""What all work on accounts needs: the records, the seals, how long sessions last, who writes down what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.accounts.sessions import Limits

#: Who did it, when nobody is signed in, or when it was done at the command line.
VISITOR, OPERATOR = "visitor", "operator"


class Recorder(Protocol):
    """Writes down that something happened, in the same transaction as the act (`bot.records.audit`)."""

    def __call__(self, action: str, who: str, subject: str = "", within: Session | None = None) -> None:
        """Write `action` by `who` on `subject`; both are ids as `account:17`, never names."""


class Seals(Protocol):
    """Seals small secrets with the site's key (`bot.records.sealing`)."""

    def seal(self, purpose: str, row: str, data: bytes) -> bytes:
        """The sealed bytes."""

    def open(self, purpose: str, row: str, sealed: bytes) -> bytes:
        """What was sealed for this purpose and row."""


def nothing_recorded(action: str, who: str, subject: str = "", within: Session | None = None) -> None:
    """For tests and tools that keep no audit log."""


@dataclass(frozen=True)
class Office:
    """Where accounts are looked after."""

    records: Engine
    seals: Seals
    limits: Limits
    record: Recorder = nothing_recorded


def account(account_id: int | None) -> str:
    """An account as the audit log names it."""
    return f"account:{account_id}" if account_id else VISITOR
