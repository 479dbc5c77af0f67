"""Opens a site's records, brings them up to date, and finds the keys they are sealed with."""

from __future__ import annotations

import functools
import getpass
import sys

from sqlalchemy import Engine

from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile, KeySource, Passphrase
from bot.settings import Settings


def open_sealed(settings: Settings) -> tuple[Engine, KeyRing]:
    """The records and their keys. Raises SiteKeyError when the site key is missing or wrong."""
    source = key_source(settings)
    is_new = not settings.key_passphrase and not settings.site_key_file.exists()
    engine = open_records(settings.records_url)
    try:
        upgrade(engine, source)
        ring = KeyRing.open(engine, source)
    except BaseException:
        engine.dispose()
        raise
    if is_new:
        _announce(settings)
    return engine, ring


def key_source(settings: Settings) -> KeySource:
    """Where the settings say that the site key comes from; a passphrase is asked once."""
    return _passphrase() if settings.key_passphrase else KeyFile(settings.site_key_file)


@functools.cache
def _passphrase() -> Passphrase:
    return Passphrase(ask_passphrase("Passphrase of the records: "))


def ask_passphrase(question: str) -> str:
    """A passphrase typed unseen, or the next line of standard input where there is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(question)
    return sys.stdin.readline().rstrip("\n")


def _announce(settings: Settings) -> None:
    print(
        f"A site key was made: {settings.site_key_file}\n"
        "It seals everything that is kept. Keep a copy away from this computer, in a safe: "
        "without it nothing that is kept can be read again, also not from a backup.",
        file=sys.stderr,
        flush=True,
    )
