"""`steadyhand examples check`: whether the examples are enough, varied, free of contradictions and of held-out text."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="check", required=True)
    check = steps.add_parser("check", help="look over all examples; exit status 1 when there is a fault")
    check.add_argument("--all", action="store_true", help="show every pair of nearly the same examples")


def run(arguments: argparse.Namespace) -> int:
    """Print the findings. Returns 1 when a text has two labels or a held-out message is among the examples."""
    from bot.examples import page
    from bot.examples.faults import looked_for
    from bot.examples.gathered import gathered

    examples = gathered()
    found = looked_for(examples)
    options = {"most": None} if arguments.all else {}
    for line in page.lines(examples, found, **options):
        print(line)
    return 1 if found.faults else 0
