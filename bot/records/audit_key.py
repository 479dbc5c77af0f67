"""Opens the audit log of a site with the key of its chain.

The key is random and kept sealed beside the head of the log, so it stays the same when the site key is rotated. It is
made once, before the first entry; a log with entries and without its key is a log somebody tampered with.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from bot.records.anchor import Anchor
from bot.records.audit import AuditLog
from bot.records.audit_tables import AuditHead
from bot.records.key_ring import KeyRing
from bot.records.sealing import SealBroken, Sealer, new_key

ANCHOR_FILE = "audit.anchor"
_OWNER = ("audit", "log")
_PLACE = ("audit_head.key", "1")


class AuditKeyLost(Exception):
    """The audit log has entries, but its key is gone or does not open; the message says what to do."""


def open_audit(engine: Engine, keys: KeyRing, ledger: Path) -> AuditLog:
    """The audit log of these records, with its anchor in the ledger folder. Raises AuditKeyLost."""
    with Session(engine) as session, session.begin():
        # Takes the write lock, so that two processes that open a new log make one key.
        session.execute(update(AuditHead).where(AuditHead.id == 1).values(id=1))
        head = session.scalar(select(AuditHead).where(AuditHead.id == 1))
        if head is None:
            raise AuditKeyLost(_lost())
        if head.key is None and head.count == 0:
            head.key = keys.sealer(session, *_OWNER).seal(*_PLACE, new_key())
        key = _opened(head.key, keys.reader(session, *_OWNER))
    return AuditLog(engine, key, Anchor(ledger / ANCHOR_FILE))


def _opened(sealed: bytes | None, reader: Sealer | None) -> bytes:
    if sealed is None or reader is None:
        raise AuditKeyLost(_lost())
    try:
        return reader.open(*_PLACE, sealed)
    except SealBroken as error:
        raise AuditKeyLost(_lost()) from error


def _lost() -> str:
    return (
        "The key of the audit log is gone from the database, which does not happen by itself. Keep a copy of the "
        "database for whoever looks into it, and restore a backup as docs/runbooks/restore.md says."
    )
