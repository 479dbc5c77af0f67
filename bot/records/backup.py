"""Backups: one encrypted file each, made while the service runs, readable only with a key that is kept elsewhere.

The file is in the age format (age-encryption.org), so the `age` program opens it too; inside is a tar archive of a
manifest, the copied database and the site's own file. The site key is not in it: content in a backup stays sealed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyrage
from sqlalchemy import make_url

from bot.records.copying import CopyFailed, copy_out, examine
from bot.records.keeping import Keeping
from bot.settings import Settings

_NAME = re.compile(r"steadyhand-(\d{8}T\d{6}Z)\.age")
_FORMAT = 1
_DAY = 86_400.0
_PARTS = ("manifest.json", "records", "site.yml")


class BackupError(Exception):
    """A backup could not be made or opened; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `audit_entries` is where the audit log ended."""

    format: int
    made_at: float
    kind: str
    sha256: str
    audit_entries: int


@dataclass(frozen=True)
class Opened:
    """A decrypted backup in a folder that goes away with it."""

    manifest: Manifest
    records: Path
    site: Path | None


def new_key() -> tuple[str, str]:
    """A secret key for the safe, and the public key for the settings."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def make(settings: Settings, keeping: Keeping, now: float | None = None) -> Path:
    """Make a backup, then delete those that are too old. Raises BackupError, CopyFailed, OSError."""
    moment = time.time() if now is None else now
    recipient = _recipient(settings.backup_key)
    folder = settings.backup_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear_broken_off(folder)
    name = time.strftime("steadyhand-%Y%m%dT%H%M%SZ.age", time.gmtime(moment))
    with _scratch(folder) as scratch:
        entries = keeping.audit.head().count
        copy_out(settings.records_url, scratch / "records")
        manifest = Manifest(_FORMAT, moment, _kind(settings), _sha256(scratch / "records"), entries)
        (scratch / "manifest.json").write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        if settings.site.is_file():
            shutil.copyfile(settings.site, scratch / "site.yml")
        _encrypt(scratch, folder / name, recipient)
    keeping.audit.record("backup_made", subject=f"backup:{name.removesuffix('.age')}", now=moment)
    _delete_old(folder, moment - settings.backup_days * _DAY)
    return folder / name


@contextmanager
def opened(settings: Settings, path: Path, key: Path) -> Iterator[Opened]:
    """A backup, decrypted and found whole. Raises BackupError, CopyFailed, OSError."""
    identity = _identity(key)
    with _scratch(settings.home) as scratch:
        archive = scratch / "archive.tar"
        try:
            with path.open("rb") as source, archive.open("wb") as target:
                pyrage.decrypt_io(source, target, [identity])
        except pyrage.DecryptError as error:
            raise BackupError(f"{path.name} was not encrypted to this key: {error}") from error
        except OSError as error:
            if error.errno:
                raise
            raise BackupError(f"{path.name} is damaged or broken off: take another backup") from error
        yield _unpacked(path, archive, scratch)


def newest(settings: Settings) -> Path | None:
    """The newest whole backup in the folder of backups."""
    return max(_backups(settings.backup_folder), default=None)


def age_of(path: Path, now: float) -> float:
    """How many seconds ago a backup was made, by its name."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise BackupError(f"{path.name} is not the name of a backup")
    return now - _time(match[1])


def _unpacked(path: Path, archive: Path, scratch: Path) -> Opened:
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.name in _PARTS and member.isfile():
                    tar.extract(member, scratch, set_attrs=False)
        manifest = Manifest(**json.loads((scratch / "manifest.json").read_text(encoding="utf-8")))
    except (tarfile.TarError, OSError, ValueError, TypeError) as error:
        raise BackupError(f"{path.name} is not a backup of Steadyhand") from error
    archive.unlink()
    records, site = scratch / "records", scratch / "site.yml"
    if manifest.format != _FORMAT:
        raise BackupError(f"{path.name} was made by a newer release: restore it with that release")
    if _sha256(records) != manifest.sha256:
        raise BackupError(f"{path.name} is damaged: take another backup")
    examine(manifest.kind, records)
    return Opened(manifest, records, site if site.exists() else None)


def _encrypt(scratch: Path, target: Path, recipient: pyrage.x25519.Recipient) -> None:
    archive, partial = scratch / "archive.tar", scratch / "archive.age"
    with tarfile.open(archive, "w") as tar:
        for part in _PARTS:
            if (scratch / part).exists():
                tar.add(scratch / part, arcname=part)
    with archive.open("rb") as source, partial.open("wb") as encrypted:
        pyrage.encrypt_io(source, encrypted, [recipient])
    partial.chmod(0o600)
    partial.replace(target)  # a broken-off backup never bears the name of a whole one


def _recipient(key: str) -> pyrage.x25519.Recipient:
    if not key:
        raise BackupError(
            "there is no key to encrypt backups to: run `steadyhand backup key FILE`, put FILE in a safe, and set "
            "STEADYHAND_BACKUP_KEY to the public key it prints"
        )
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise BackupError(
            "STEADYHAND_BACKUP_KEY is not a public key: it begins with age1 and has 62 letters"
        ) from error


def _identity(path: Path) -> pyrage.x25519.Identity:
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.strip().startswith("AGE-SECRET-KEY-"):
            try:
                return pyrage.x25519.Identity.from_str(line.strip())
            except pyrage.IdentityError as error:
                raise BackupError(f"the key in {path} is not whole: compare it with the one in the safe") from error
    raise BackupError(f"{path} holds no backup key: it has a line that begins with AGE-SECRET-KEY-")


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as name:
        yield Path(name)


def _clear_broken_off(folder: Path) -> None:
    for left in folder.glob(".backup-*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left)


def _delete_old(folder: Path, before: float) -> None:
    for path in _backups(folder)[:-1]:  # the newest stays, however old
        if age_of(path, before) > 0:
            path.unlink()


def _backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("steadyhand-*.age") if _NAME.fullmatch(path.name))


def _time(stamp: str) -> float:
    import calendar

    return float(calendar.timegm(time.strptime(stamp, "%Y%m%dT%H%M%SZ")))


def _kind(settings: Settings) -> str:
    return make_url(settings.records_url).get_backend_name()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError as error:
        raise CopyFailed("the backup holds no database: take another backup") from error
    return digest.hexdigest()
