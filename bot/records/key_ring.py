"""The keys of what is kept: one for each conversation, case or other owner, wrapped by the site key.

    sealer = keys.sealer(session, "case", case_id)              # makes the key the first time
    row.sealed = sealer.seal_json("case.data", case_id, value)
    keys.reader(session, "case", case_id)                       # None once the key is destroyed
    keys.destroy(session, "case", case_id)                      # nothing of this owner can be read again

All of it happens in the caller's transaction. Keys are held in memory for a few minutes and at most `_MOST_HELD`.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from bot.records.key_tables import RecordKey, SiteKeyVersion
from bot.records.sealing import SealBroken, Sealer, new_key
from bot.records.site_key import KeySource, SiteKeyError

_MOST_HELD = 2000
#: Owners asked for in one statement.
_MOST_ASKED = 500
#: Seconds a key is held without being looked up again: another process may have destroyed it.
_HELD_FOR = 300.0
_PROOF = b"steadyhand"


class KeyRing:
    """Makes, finds and destroys the keys of owners. May be used from any thread."""

    def __init__(self, source: KeySource) -> None:
        """Use the site keys of a source; nothing is read yet."""
        self._source = source
        self._site: dict[int, Sealer] = {}
        self._held: OrderedDict[tuple[str, str], tuple[Sealer, float]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(cls, engine: Engine, source: KeySource) -> KeyRing:
        """The ring of these records; a site key is made when they have none yet. Raises SiteKeyError."""
        ring = cls(source)
        with Session(engine) as session, session.begin():
            if session.scalar(select(func.count()).select_from(SiteKeyVersion)) == 0:
                session.add(new_version(source, 1))
                session.flush()
            ring._read_site_keys(session)
        return ring

    def sealer(self, session: Session, kind: str, owner: str) -> Sealer:
        """Seals and opens what belongs to this owner; its key is made if there is none."""
        return self.reader(session, kind, owner) or self._make(session, kind, owner)

    def reader(self, session: Session, kind: str, owner: str) -> Sealer | None:
        """The same, or None when the owner has no key: never had one, or it was destroyed."""
        held = self._from_memory((kind, owner))
        if held is not None:
            return held
        row = session.get(RecordKey, (kind, owner))
        if row is None:
            return None
        return self._hold(session, row)

    def readers(self, session: Session, kind: str, owners: Iterable[str]) -> dict[str, Sealer]:
        """The same for many owners at once; those without a key are left out."""
        found, missing = {}, []
        for owner in owners:
            held = self._from_memory((kind, owner))
            found.update({owner: held} if held else {})
            missing += [] if held else [owner]
        for start in range(0, len(missing), _MOST_ASKED):
            wanted = (RecordKey.owner_kind == kind, RecordKey.owner_id.in_(missing[start : start + _MOST_ASKED]))
            for row in session.scalars(select(RecordKey).where(*wanted)):
                found[row.owner_id] = self._hold(session, row)
        return found

    def unwrapped(self, session: Session, row: RecordKey) -> Sealer:
        """The key of a row. Raises SealBroken, SiteKeyError."""
        site = self._site_key(session, row.site_key_version)
        return Sealer(site.open("record_key.wrapped", owner_row(row.owner_kind, row.owner_id), row.wrapped))

    def for_site(self, engine: Engine) -> Sealer:
        """Seals the few secrets of the site itself, such as those of the second step at sign-in."""
        with Session(engine) as session, session.begin():
            return self.sealer(session, "site", "secrets")

    def touch(self, session: Session, kind: str, owner: str, now: float) -> bool:
        """Note that the owner was written to. False when its key is gone: what was sealed with it must not be kept."""
        wanted = (RecordKey.owner_kind == kind, RecordKey.owner_id == owner)
        result = session.execute(update(RecordKey).where(*wanted).values(last_at=now))
        if result.rowcount == 0:  # type: ignore[attr-defined]
            self.forget(kind, owner)
        return bool(result.rowcount)  # type: ignore[attr-defined]

    def destroy(self, session: Session, kind: str, owner: str) -> bool:
        """Destroy the key of an owner. Returns whether there was one. The owner's rows are the caller's to delete."""
        self.forget(kind, owner)
        wanted = (RecordKey.owner_kind == kind, RecordKey.owner_id == owner)
        return bool(session.execute(delete(RecordKey).where(*wanted)).rowcount)  # type: ignore[attr-defined]

    def forget(self, kind: str, owner: str) -> None:
        """Drop a key from memory; it is looked up again when needed."""
        with self._lock:
            self._held.pop((kind, owner), None)

    def _hold(self, session: Session, row: RecordKey) -> Sealer:
        sealer = self.unwrapped(session, row)
        with self._lock:
            self._held[(row.owner_kind, row.owner_id)] = (sealer, time.monotonic())
            while len(self._held) > _MOST_HELD:
                self._held.popitem(last=False)
        return sealer

    def _from_memory(self, owner: tuple[str, str]) -> Sealer | None:
        with self._lock:
            sealer, since = self._held.get(owner, (None, 0.0))
            if sealer is None or time.monotonic() - since > _HELD_FOR:
                self._held.pop(owner, None)
                return None
            self._held.move_to_end(owner)
            return sealer

    def _make(self, session: Session, kind: str, owner: str) -> Sealer:
        # Not held in memory yet: the transaction may still fail, and then this key was never there.
        key, now = new_key(), time.time()
        version = session.scalar(select(func.max(SiteKeyVersion.version))) or 0
        wrapped = self._site_key(session, version).seal("record_key.wrapped", owner_row(kind, owner), key)
        session.add(
            RecordKey(
                owner_kind=kind,
                owner_id=owner,
                wrapped=wrapped,
                site_key_version=version,
                created_at=now,
                last_at=now,
            )
        )
        session.flush()
        return Sealer(key)

    def _site_key(self, session: Session, version: int) -> Sealer:
        if version not in self._site:  # the site key was rotated while we ran
            self._read_site_keys(session)
        return self._site[version]

    def _read_site_keys(self, session: Session) -> None:
        self._site = {row.version: checked(row, self._source) for row in session.scalars(select(SiteKeyVersion))}


def new_version(source: KeySource, version: int) -> SiteKeyVersion:
    """The row of a new site key."""
    key, salt = source.make(version)
    proof = Sealer(key).seal("site_key.proof", str(version), _PROOF)
    return SiteKeyVersion(version=version, salt=salt, proof=proof, created_at=time.time())


def checked(row: SiteKeyVersion, source: KeySource) -> Sealer:
    """The site key of a version, once it has shown that it is the right one. Raises SiteKeyError."""
    sealer = Sealer(source.key(row.version, row.salt))
    try:
        sealer.open("site_key.proof", str(row.version), row.proof)
    except SealBroken as error:
        raise SiteKeyError(
            f"{source.where[0].upper()}{source.where[1:]} is not the site key of these records. "
            "Use the one they were sealed with; with another one they cannot be read."
        ) from error
    return sealer


def owner_row(kind: str, owner: str) -> str:
    """What names an owner's row when its key is sealed."""
    return f"{kind}:{owner}"
