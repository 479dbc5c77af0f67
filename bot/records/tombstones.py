"""What was erased, by kind and id: so that nothing comes back with a restored backup.

Each is written to a file outside the database before the erasure is committed, and to the database with it. Ids are
random and say nothing about anybody.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.anchor import write_whole
from bot.records.tables import RecordsBase

TOMBSTONE_FILE = "erased"
_LINE = re.compile(r"(\d{1,15}(?:\.\d+)?) ([a-z_]{1,20}) ([A-Za-z0-9_.-]{1,64})", re.ASCII)


class Tombstone(RecordsBase):
    """Something that was erased; `at` is in seconds since 1970."""

    __tablename__ = "tombstone"

    owner_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[float]


@dataclass(frozen=True)
class Erased:
    """One line of the file."""

    at: float
    kind: str
    owner: str


class TombstoneFile:
    """The file, one line an erasure. Several processes may write to it."""

    def __init__(self, path: Path) -> None:
        """Use this file; it is made with the first line."""
        self._path = path

    def add(self, erased: Iterable[Erased]) -> None:
        """Write lines; they survive a power cut when this returns. Raises OSError."""
        lines = "".join(_line(one) for one in erased)
        if not lines:
            return
        with self._locked(), os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            # A line broken off by a power cut must not swallow the next one.
            file.write(lines if self._ends_whole() else f"\n{lines}")
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> list[Erased]:
        """Every line, oldest first; broken ones are left out."""
        try:
            text = self._path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return []
        found = (_LINE.fullmatch(line) for line in text.splitlines())
        return [Erased(float(match[1]), match[2], match[3]) for match in found if match]

    def forget(self, before: float) -> None:
        """Drop lines so old that no backup of before can be left."""
        with self._locked():
            kept = [one for one in self.read() if one.at >= before]
            if self._path.exists():
                write_whole(self._path, "".join(_line(one) for one in kept).encode())

    def _ends_whole(self) -> bool:
        size = self._path.stat().st_size
        with self._path.open("rb") as file:
            file.seek(max(0, size - 1))
            return file.read(1) in (b"", b"\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _line(one: Erased) -> str:
    return f"{one.at:.3f} {one.kind} {one.owner}\n"
