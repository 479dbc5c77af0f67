"""`steadyhand train`: trains only when content, data or configuration changed."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")


def run(arguments: argparse.Namespace) -> int:
    """Train if needed and say what was done."""
    from bot.cli.ready import make_ready
    from bot.engine.training import model_path
    from bot.settings import Settings

    settings = Settings.from_env()
    trained = make_ready(settings, arguments.force)
    print("Trained." if trained else "Nothing changed since the last training.", f"Model: {model_path(settings)}")
    return 0
