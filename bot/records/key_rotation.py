"""Gives the records a new site key: every owner's key is wrapped again, what was sealed with it stays as it is.

May run beside the service, and again after it broke off: until the last key is wrapped, both site keys are in use.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.records.key_ring import KeyRing, checked, new_version, owner_row
from bot.records.key_tables import RecordKey, SiteKeyVersion
from bot.records.sealing import SealBroken, Sealer
from bot.records.site_key import KeySource, SiteKeyError

_AT_ONCE = 200


def rotate(
    engine: Engine, old: KeySource, new: KeySource, progress: Callable[[int], None] = lambda wrapped: None
) -> int:
    """Wrap every key under a new site key, retire the old one. Returns how many were wrapped. Raises SiteKeyError."""
    with Session(engine) as session, session.begin():
        versions = sorted(session.scalars(select(SiteKeyVersion.version)))
        target = versions[-1] if len(versions) > 1 else versions[-1] + 1
        if len(versions) == 1:
            for row in session.scalars(select(SiteKeyVersion)):
                checked(row, old)  # a wrong old key is said before anything changes
            session.add(new_version(new, target))
    wrapped = 0
    while True:
        done = _wrap_some(engine, old, new, target)
        wrapped += done
        progress(wrapped)
        if not done and _retire(engine, target):
            new.keep_only(target)
            return wrapped


def _wrap_some(engine: Engine, old: KeySource, new: KeySource, target: int) -> int:
    with Session(engine) as session, session.begin():
        site = {
            row.version: checked(row, new if row.version == target else old)
            for row in session.scalars(select(SiteKeyVersion))
        }
        rows = list(session.scalars(select(RecordKey).where(RecordKey.site_key_version != target).limit(_AT_ONCE)))
        for row in rows:
            session.execute(
                update(RecordKey)
                .where(
                    RecordKey.owner_kind == row.owner_kind,
                    RecordKey.owner_id == row.owner_id,
                    RecordKey.site_key_version == row.site_key_version,
                )
                .values(wrapped=_rewrapped(row, site, target), site_key_version=target),
                execution_options={"synchronize_session": False},
            )
        return len(rows)


def _rewrapped(row: RecordKey, site: dict[int, Sealer], target: int) -> bytes:
    place = ("record_key.wrapped", owner_row(row.owner_kind, row.owner_id))
    return site[target].seal(*place, site[row.site_key_version].open(*place, row.wrapped))


def _retire(engine: Engine, target: int) -> bool:
    """Take the old versions away; False when a key was made under one of them meanwhile."""
    try:
        with Session(engine) as session, session.begin():
            session.execute(delete(SiteKeyVersion).where(SiteKeyVersion.version != target))
        return True
    except IntegrityError:
        return False


def count_by_version(engine: Engine) -> dict[int, int]:
    """How many keys each site key wraps."""
    with Session(engine) as session:
        counted = select(RecordKey.site_key_version, func.count()).group_by(RecordKey.site_key_version)
        return {version: count for version, count in session.execute(counted)}


def check_every_key(engine: Engine, ring: KeyRing) -> int:
    """How many keys of the records do not open."""
    broken = 0
    with Session(engine) as session:
        for row in session.scalars(select(RecordKey).execution_options(yield_per=_AT_ONCE)):
            try:
                ring.unwrapped(session, row)
            except (SealBroken, SiteKeyError):
                broken += 1
    return broken
