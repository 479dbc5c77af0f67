"""Puts a backup in the place of the records, without bringing back what was erased since.

Everything is looked at before anything is touched: the backup is whole, made for this kind of database, opens with the
site key, and nobody uses the records that would be replaced.
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.records import backup
from bot.records.copying import is_in_use, is_living, put_back
from bot.records.database import open_records
from bot.records.erasure import apply_tombstones
from bot.records.keeping import Keeping, opened_keeping
from bot.records.key_ring import KeyRing
from bot.records.opening import key_source
from bot.records.retention import Policy, purge
from bot.records.tombstones import Erased, Tombstone
from bot.settings import Settings


class RestoreRefused(Exception):
    """Restoring would harm something; the message says what, and what to do."""


@dataclass(frozen=True)
class Restored:
    """What came of it: when the backup was made, what was erased again, how many audit entries are newer and lost."""

    made_at: float
    erased_again: int
    lost_entries: int
    site_restored: bool


def restore(settings: Settings, path: Path, key: Path, replace_living: bool = False) -> Restored:
    """Restore a backup. Raises RestoreRefused, BackupError, CopyFailed, SiteKeyError, OSError."""
    url = settings.records_url
    living = is_living(url)
    if living and not replace_living:
        raise RestoreRefused("there are records already: add --replace to put the backup in their place")
    if living and is_in_use(url):
        raise RestoreRefused("the records are in use: stop the service first")
    with backup.opened(settings, path, key) as opened:
        kind = make_url(url).get_backend_name()
        if opened.manifest.kind != kind:
            raise RestoreRefused(f"this backup is of {opened.manifest.kind}, and STEADYHAND_DATABASE_URL is {kind}")
        if kind == "sqlite":
            _opens_with_our_key(settings, opened.records)
        erased = _erased_until_now(settings) if living else []
        put_back(url, opened.records)
        site_restored = opened.site is not None and not settings.site.exists()
        if site_restored and opened.site is not None:
            shutil.copyfile(opened.site, settings.site)
        with opened_keeping(settings) as keeping:
            return replace(_finish(settings, keeping, erased, opened.manifest), site_restored=site_restored)


def _finish(settings: Settings, keeping: Keeping, erased: list[Erased], manifest: backup.Manifest) -> Restored:
    """Erase again what was erased, and say in the audit log what was restored and what of the log is lost."""
    all_erased = {(one.kind, one.owner, one.at): one for one in [*erased, *keeping.tombstones.read()]}
    again = apply_tombstones(keeping, all_erased.values())
    kept = keeping.audit.head().count
    anchored = keeping.audit.reanchor()
    lost = max(0, anchored.count - kept) if anchored else 0
    keeping.audit.record("restored", who="operator", subject=f"entries:{kept}-lost-{lost}")
    again += purge(keeping, Policy.of(settings)).again
    return Restored(manifest.made_at, again, lost, False)


def _opens_with_our_key(settings: Settings, records: Path) -> None:
    """Raises SiteKeyError when the site key is not the one that the backup is sealed with."""
    if not _has_site_key(records):
        return
    engine = open_records(f"sqlite:///{records}")
    try:
        KeyRing.open(engine, key_source(settings))
    finally:
        engine.dispose()


def _has_site_key(records: Path) -> bool:
    base = sqlite3.connect(records)
    try:
        return bool(base.execute("select count(*) from sqlite_master where name = 'site_key'").fetchone()[0])
    finally:
        base.close()


def _erased_until_now(settings: Settings) -> list[Erased]:
    """What the records that are replaced know to be erased; nothing when they cannot be read any more."""
    engine = open_records(settings.records_url)
    try:
        with Session(engine) as session:
            return [Erased(one.at, one.owner_kind, one.owner_id) for one in session.query(Tombstone)]
    except SQLAlchemyError:
        return []
    finally:
        engine.dispose()
