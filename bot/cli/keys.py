"""`steadyhand keys check|rotate`: the site key that seals the records."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="check|rotate", required=True)
    steps.add_parser("check", help="whether the site key opens every key of the records")
    steps.add_parser("rotate", help="make a new site key and wrap every key again; may be run again if it broke off")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step on the site's records."""
    settings = Settings.from_env()
    return _check(settings) if arguments.step == "check" else _rotate(settings)


def _check(settings: Settings) -> int:
    from bot.records.key_rotation import check_every_key, count_by_version
    from bot.records.opening import open_sealed

    engine, ring = open_sealed(settings)
    broken = check_every_key(engine, ring)
    counted = count_by_version(engine)
    print(f"{sum(counted.values())} keys, {broken} of them do not open with the site key.")
    if len(counted) > 1:
        print("A rotation was begun and has not ended. Run: ./run steadyhand keys rotate")
    return 2 if broken else 0


def _rotate(settings: Settings) -> int:
    from bot.records.audit import OPERATOR
    from bot.records.keeping import keeping_of
    from bot.records.key_rotation import rotate
    from bot.records.opening import ask_passphrase, key_source, open_sealed
    from bot.records.overwriting import forget_freed_pages
    from bot.records.site_key import Passphrase

    engine, ring = open_sealed(settings)
    audit = keeping_of(settings, engine, ring).audit
    old = key_source(settings)
    new = Passphrase(ask_passphrase("New passphrase: ")) if settings.key_passphrase else old
    wrapped = rotate(engine, old, new)
    audit.record("keys_rotated", who=OPERATOR, subject=f"keys:{wrapped}")
    forget_freed_pages(engine)  # keys wrapped by the old site key must not be found in what was overwritten
    print(f"{wrapped} keys were wrapped again. The old site key opens nothing any more.")
    if settings.key_passphrase:
        print("Start the service again: it still holds the old passphrase.")
    else:
        print(
            f"Copy {settings.site_key_file} to where you keep it safe. Backups made before now open only with an older"
        )
        print("copy: make a backup now, and destroy older copies when older backups are gone.")
    return 0
