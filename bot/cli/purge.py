"""`steadyhand purge`: erases now what was kept long enough. The service does the same every hour by itself."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: how long things are kept is in the settings."""


def run(arguments: argparse.Namespace) -> int:
    """Print what was taken away. May be run at any time, again, and beside the service."""
    from bot.records.keeping import opened_keeping
    from bot.records.retention import Policy, purge

    settings = Settings.from_env()
    with opened_keeping(settings) as keeping:
        for line in purge(keeping, Policy.of(settings)).lines():
            print(line)
    return 0
