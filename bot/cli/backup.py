"""`steadyhand backup key|make|check|restore`: encrypted copies of the records, made while the service runs."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="key|make|check|restore", required=True)
    key = steps.add_parser("key", help="make the key that opens backups, once; it belongs in a safe, not here")
    key.add_argument("file", type=Path, help="new file for the secret key, best on a USB stick")
    steps.add_parser("make", help="make a backup, and delete those that are too old")
    check = steps.add_parser("check", help="open a backup and look whether it is whole; changes nothing")
    add_file_and_key(check)
    restore = steps.add_parser("restore", help="put a backup in the place of the records")
    add_file_and_key(restore)
    add_replace(restore)


def add_file_and_key(parser: argparse.ArgumentParser) -> None:
    """Which backup, and the key that opens it."""
    parser.add_argument("file", type=Path, help="the backup, steadyhand-….age")
    parser.add_argument("--key", type=Path, required=True, help="file with the secret key from the safe")


def add_replace(parser: argparse.ArgumentParser) -> None:
    """Leave to replace what is there."""
    parser.add_argument("--replace", action="store_true", help="replace the records that are there")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step."""
    return {"key": _key, "make": _make, "check": _check, "restore": restored}[arguments.step](arguments)


def _key(arguments: argparse.Namespace) -> int:
    from bot.records.backup import new_key

    secret, public = new_key()
    handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# Opens the backups of Steadyhand. Keep it in a safe, never on this computer.\n{secret}\n")
    print(f"The secret key is in {arguments.file}: keep it in a safe, and a second copy elsewhere.")
    print(f"Set STEADYHAND_BACKUP_KEY={public}")
    return 0


def _make(arguments: argparse.Namespace) -> int:
    from bot.records.backup import make
    from bot.records.keeping import opened_keeping

    settings = Settings.from_env()
    with opened_keeping(settings) as keeping:
        path = make(settings, keeping)
    print(f"{path}  {path.stat().st_size} bytes")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from bot.records.backup import opened

    with opened(Settings.from_env(), arguments.file, arguments.key) as backup:
        made = _day(backup.manifest.made_at)
        print(
            f"The backup is whole: {backup.manifest.kind}, made {made}, {backup.manifest.audit_entries} audit entries."
        )
    return 0


def restored(arguments: argparse.Namespace) -> int:
    """Restore, and say what came of it."""
    from bot.records.restoring import restore

    came = restore(Settings.from_env(), arguments.file, arguments.key, arguments.replace)
    print(f"The records are those of {_day(came.made_at)}.")
    print(f"{came.erased_again:6d} things that were erased since were erased again")
    print(f"{came.lost_entries:6d} entries of the audit log are newer than the backup and lost")
    if came.site_restored:
        print("The site's own file was restored too.")
    return 0


def _day(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
