"""Where the site key comes from: a file that only the service may read, or a passphrase asked at the start.

A key file holds one line a key, `1:` and 32 bytes in base64; two lines while a rotation is under way. It is never made
again when the records were sealed already: a new key would open nothing.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path
from typing import Protocol

from argon2.low_level import Type, hash_secret_raw

from bot.records.sealing import KEY_BYTES, new_key

_SALT_BYTES = 16
#: Half a second on a small computer; RFC 9106 asks for at least t=3 and 64 MiB.
_ROUNDS, _MEMORY_KIB, _LANES = 4, 128 * 1024, 4
_SHORTEST_PASSPHRASE = 16


class SiteKeyError(Exception):
    """The site key is missing or wrong; the message says what to do."""


class KeySource(Protocol):
    """Gives site keys by their version."""

    @property
    def where(self) -> str:
        """What to call it in a message."""

    def key(self, version: int, salt: bytes | None) -> bytes:
        """The key of a version that the records know. Raises SiteKeyError."""

    def make(self, version: int) -> tuple[bytes, bytes | None]:
        """A key and salt for a version that the records do not know yet. Raises SiteKeyError."""

    def keep_only(self, version: int) -> None:
        """Forget all other versions."""


class KeyFile:
    """Site keys in a file with mode 0400 or 0600."""

    def __init__(self, path: Path) -> None:
        """Use a file; it is made when the first key is."""
        self._path = path
        self.where = str(path)

    def key(self, version: int, salt: bytes | None) -> bytes:
        """The key of this version. Raises SiteKeyError."""
        if salt is not None:
            raise SiteKeyError("The records are sealed with a passphrase: set STEADYHAND_KEY_PASSPHRASE=true.")
        if not self._path.exists():
            raise SiteKeyError(self._missing())
        keys = self._read()
        if version not in keys:
            raise SiteKeyError(
                f"{self._path} has no key number {version}, which the records are sealed with. "
                "Put back the key file that belongs to this database, or set STEADYHAND_KEY_FILE to it."
            )
        return keys[version]

    def make(self, version: int) -> tuple[bytes, None]:
        """Add a key to the file, or take the one that a broken-off attempt added."""
        keys = self._read() if self._path.exists() else {}
        if version not in keys:
            keys[version] = new_key()
            self._write(keys)
        return keys[version], None

    def keep_only(self, version: int) -> None:
        """Write the file with this one key."""
        keys = self._read()
        if set(keys) != {version}:
            self._write({version: keys[version]})

    def _read(self) -> dict[int, bytes]:
        try:
            others = stat.S_IMODE(self._path.stat().st_mode) & 0o077
            lines = self._path.read_text(encoding="ascii").split()
        except (OSError, UnicodeDecodeError) as error:
            raise SiteKeyError(f"The site key {self._path} cannot be read: {error}.") from error
        if others:
            raise SiteKeyError(f"Others may open the site key {self._path}. Run: chmod 0400 '{self._path}'")
        try:
            keys = {int(number): base64.b64decode(key, validate=True) for number, _, key in _parted(lines)}
        except (ValueError, binascii.Error):
            keys = {}
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise SiteKeyError(
                f"{self._path} is no key file of Steadyhand. Put back the one that was made with the records."
            )
        return keys

    def _write(self, keys: dict[int, bytes]) -> None:
        text = "".join(f"{number}:{base64.b64encode(key).decode()}\n" for number, key in sorted(keys.items()))
        new = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
            _sync(self._path.parent)
        except OSError as error:
            raise SiteKeyError(
                f"The site key cannot be written to {self._path}: {error.strerror}. Set STEADYHAND_KEY_FILE to a file "
                "in a folder that only the service may open, away from the database."
            ) from error

    def _missing(self) -> str:
        others = sorted(self._path.parent.glob("*.key")) if self._path.parent.is_dir() else []
        found = f" Key files in that folder: {', '.join(path.name for path in others)}." if others else ""
        return (
            f"The records are sealed, and their site key {self._path} is not there. Put the key file back, or, if this "
            f"folder was moved, set STEADYHAND_KEY_FILE to the file of before.{found} Without it they cannot be read."
        )


class Passphrase:
    """Site keys made from words that someone remembers (Argon2id, RFC 9106); nothing of them is stored but a salt."""

    where = "the passphrase"

    def __init__(self, words: str) -> None:
        """Use these words. Raises SiteKeyError when they are too short to resist guessing."""
        if len(words) < _SHORTEST_PASSPHRASE:
            raise SiteKeyError(
                f"The passphrase is too short: use {_SHORTEST_PASSPHRASE} characters or more, best six random words."
            )
        self._words = words.encode()

    def key(self, version: int, salt: bytes | None) -> bytes:
        """The key of these words and this salt. Raises SiteKeyError."""
        if salt is None:
            raise SiteKeyError("The records are sealed with a key file: set STEADYHAND_KEY_PASSPHRASE=false.")
        return hash_secret_raw(self._words, salt, _ROUNDS, _MEMORY_KIB, _LANES, KEY_BYTES, Type.ID)

    def make(self, version: int) -> tuple[bytes, bytes]:
        """A key of these words and a new salt."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return self.key(version, salt), salt

    def keep_only(self, version: int) -> None:
        """Nothing is kept."""


def _parted(lines: list[str]) -> list[tuple[str, str, str]]:
    return [line.partition(":") for line in lines]


def _sync(folder: Path) -> None:
    """Make the renaming itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
