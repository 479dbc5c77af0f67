"""The end of the audit log, kept a second time in a file beside the database, so that a cut end is found.

The file holds what the head row holds, seal included, so it cannot be made to fit a shortened log without the key.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple
from pathlib import Path

from bot.records.audit_chain import Head


class Anchor:
    """The anchor file of one site."""

    def __init__(self, path: Path) -> None:
        """Use this file; the log makes it before its first entry."""
        self._path = path

    def read(self) -> Head | None:
        """The head as it was last anchored; None when there is no file or it cannot be read."""
        try:
            head = Head(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return head if [type(part) for part in astuple(head)] == [int, str, int, str, str] else None

    def write(self, head: Head) -> None:
        """Write down a head. Only while `held`, or nobody else writes."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps(asdict(head)).encode() + b"\n")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other threads and processes from moving the anchor meanwhile."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place so that a power cut leaves the old one or the new one, readable by its owner only."""
    partial = path.with_name(path.name + ".partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
