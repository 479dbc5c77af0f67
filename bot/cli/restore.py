"""`steadyhand restore`: the same as `steadyhand backup restore`."""

from __future__ import annotations

import argparse

from bot.cli import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    backup.add_file_and_key(parser)
    backup.add_replace(parser)


def run(arguments: argparse.Namespace) -> int:
    """Restore, and say what came of it."""
    return backup.restored(arguments)
