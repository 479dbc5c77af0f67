"""The arithmetic of the audit log: each entry's digest covers the one before, a sealed head says where the log ends.

Digests and seals are HMAC-SHA256 under a key that is not in the database, so whoever changes an entry cannot make the
rest fit again. Pure: no database, no files. What it cannot see is the whole log and its anchor put back together to an
earlier state; for that a head that was written down elsewhere is compared (`steadyhand audit verify --expect`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

#: What stands before the first entry.
NOTHING = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    number: int
    at: int
    who: str
    action: str
    subject: str
    digest: str = ""


@dataclass(frozen=True)
class Head:
    """Entries `trimmed + 1` to `count` are kept; the digests are those of entry `trimmed` and entry `count`."""

    trimmed: int = 0
    trimmed_digest: str = NOTHING
    count: int = 0
    digest: str = NOTHING
    seal: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check of the log came to. `wrong` is empty when all fits; `number` is the first entry that does not."""

    count: int
    wrong: str = ""
    number: int | None = None


def with_digest(key: bytes, entry: Entry, before: str) -> Entry:
    """The entry with its digest, given the digest of the one before."""
    fields = [entry.number, entry.at, entry.who, entry.action, entry.subject]
    return replace(entry, digest=_mac(key, "entry", before, *fields))


def sealed(key: bytes, head: Head) -> Head:
    """The head with its seal."""
    return replace(head, seal=_mac(key, "head", head.trimmed, head.trimmed_digest, head.count, head.digest))


def is_sealed(key: bytes, head: Head) -> bool:
    """Whether the head was sealed under this key and not changed since; that of a log never written needs no seal."""
    if head == Head():
        return True
    return hmac.compare_digest(sealed(key, head).seal.encode(), head.seal.encode("utf-8", "replace"))


def check(key: bytes, entries: Iterable[Entry], head: Head, known: Iterable[Head]) -> Finding:
    """Follow the chain from its beginning to its head. `known` are heads that were seen before: anchors, notes.

    The finding names the first entry that does not fit, or the entry after the last one when the end is missing.
    """
    if not is_sealed(key, head):
        return Finding(head.count, "head_changed", _first_misfit(key, entries))
    digests = {head.trimmed: head.trimmed_digest}
    last = head.trimmed
    for entry in entries:
        if entry.number != last + 1:
            return Finding(head.count, "entry_missing", last + 1)
        if entry.number > head.count:
            return Finding(head.count, "entry_added", entry.number)
        if not hmac.compare_digest(_again(key, entry, digests[last]), entry.digest.encode("utf-8", "replace")):
            return Finding(head.count, "entry_changed", entry.number)
        digests[entry.number] = entry.digest
        last = entry.number
    if last != head.count:
        return Finding(head.count, "end_missing", last + 1)
    if digests[last] != head.digest:
        return Finding(head.count, "head_differs", last)
    return _against_known(head, digests, known)


def _against_known(head: Head, digests: dict[int, str], known: Iterable[Head]) -> Finding:
    for one in known:
        if one.count > head.count:
            return Finding(head.count, "end_missing", head.count + 1)
        if one.count >= head.trimmed and digests[one.count] != one.digest:
            return Finding(head.count, "history_replaced", one.count)
    return Finding(head.count)


def _first_misfit(key: bytes, entries: Iterable[Entry]) -> int | None:
    """The first entry that does not follow from the one before, when the head cannot say where the log begins."""
    before: Entry | None = None
    for entry in entries:
        if before is not None and entry.number != before.number + 1:
            return before.number + 1
        if before is None and entry.number != 1:
            before = entry
            continue
        if _again(key, entry, before.digest if before else NOTHING) != entry.digest.encode("utf-8", "replace"):
            return entry.number
        before = entry
    return None


def _again(key: bytes, entry: Entry, before: str) -> bytes:
    return with_digest(key, entry, before).digest.encode()


def _mac(key: bytes, *parts: object) -> str:
    # JSON keeps the parts apart: two different lists never become the same text.
    return hmac.new(key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()
