"""What erasing, retention, backups and the audit log work on, opened together from the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.records.audit import AuditLog
from bot.records.audit_key import open_audit
from bot.records.key_ring import KeyRing
from bot.records.tombstones import TOMBSTONE_FILE, TombstoneFile
from bot.settings import Settings


@dataclass(frozen=True)
class Keeping:
    """The records of one site with all that watches over them."""

    engine: Engine
    keys: KeyRing
    audit: AuditLog
    tombstones: TombstoneFile


def keeping_of(settings: Settings, engine: Engine, keys: KeyRing) -> Keeping:
    """The keeping of records that are open already. Raises AuditKeyLost."""
    ledger = settings.ledger_folder
    audit = open_audit(engine, keys, ledger)
    return Keeping(engine, keys, audit, TombstoneFile(ledger / TOMBSTONE_FILE))


@contextmanager
def opened_keeping(settings: Settings) -> Iterator[Keeping]:
    """The records of a site, opened and brought up to date for one command. Raises SiteKeyError, AuditKeyLost."""
    from bot.records.opening import open_sealed

    engine, keys = open_sealed(settings)
    try:
        yield keeping_of(settings, engine, keys)
    finally:
        engine.dispose()
