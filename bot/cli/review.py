"""`steadyhand review export FOLDER`: what two people approved on the review list, as files for the project."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="export", required=True)
    export = steps.add_parser("export", help="write approved examples, notes and lines for tests into a folder")
    export.add_argument("folder", type=Path, help="a new or an empty folder")


def run(arguments: argparse.Namespace) -> int:
    """Write the files and print where they are. Raises FolderInUse."""
    from bot.assembly import open_desk
    from bot.cases.shelf import Shelf
    from bot.records.audit import OPERATOR
    from bot.records.keeping import opened_keeping
    from bot.review import exporting
    from bot.review.choices import choices_of
    from bot.review.review import Review

    settings = Settings.from_env()
    choices = choices_of(open_desk(settings).store)
    with opened_keeping(settings) as keeping:
        review = Review(Shelf(keeping.engine, keeping.keys, _NobodyTypes(), keeping.audit.record), choices)
        made = exporting.files(review.approved(), choices)
        exporting.write(arguments.folder, made)
        keeping.audit.record("exported", OPERATOR, "review:list")
    for path in made:
        print(arguments.folder / path)
    if not made:
        print("Nothing is approved yet.")
    return 0


class _NobodyTypes:
    """Stands where masking would be: nothing is written here, so nothing has to be masked."""

    def find_all(self, text: str) -> list[object]:
        raise AssertionError("nothing is written at the command line")
