"""`steadyhand rasa …`: Rasa's own command line on this project, with this layout's paths filled in."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys

#: Rasa command → the paths it does not find by itself in this layout.
_PATHS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("train",): ("--domain", "bot/domain", "--config", "bot/config.yml", "--data", "data"),
    ("data", "validate"): ("--domain", "bot/domain", "--config", "bot/config.yml", "--data", "data"),
    ("test", "nlu"): ("--domain", "bot/domain", "--config", "bot/config.yml"),
    ("test", "core"): ("--endpoints", "bot/endpoints.yml"),
    ("run", "actions"): ("--actions", "actions"),
    ("shell",): ("--endpoints", "bot/endpoints.yml"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `rasa` is Rasa's own."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(arguments: argparse.Namespace) -> int:
    """See `run_rasa`."""
    return run_rasa(arguments.arguments)


def run_rasa(given: list[str]) -> int:
    """Run Rasa's command line in the project's folder; options given by hand win over the ones filled in."""
    from bot.engine.engine import quiet_rasa
    from bot.settings import PROJECT

    quiet_rasa()
    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    sys.argv = ["rasa", *filled_in(given)]
    from rasa.__main__ import main

    with contextlib.suppress(KeyboardInterrupt):
        main()
    return 0


def filled_in(given: list[str]) -> list[str]:
    """The arguments with the paths of this layout added where none was given."""
    for command, options in _PATHS.items():
        if tuple(given[: len(command)]) == command:
            pairs = zip(options[::2], options[1::2])
            missing = [part for pair in pairs if pair[0] not in given for part in pair]
            return [*given, *missing, *_flags(given)]
    return [*given, *_flags(given)]


def _flags(given: list[str]) -> list[str]:
    """`rasa test` draws with a plotting library that is not installed; `steadyhand evaluate` has pictures."""
    return ["--no-plot"] if given[:1] == ["test"] and "--no-plot" not in given else []
