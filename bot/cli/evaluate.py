"""`steadyhand evaluate`: measures understanding on the held-out sets and writes `reports/`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--split", choices=("dev", "test"), help="only one of the two held-out splits")
    parser.add_argument(
        "--reports", type=Path, default=Path("reports"), help="folder for the report (default: reports)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure, write, and print the figures."""
    import asyncio
    import json

    from bot.assembly import opened
    from bot.cli.ready import make_ready
    from bot.evaluation import figures, report, sets
    from bot.settings import Settings

    settings = Settings.from_env()
    make_ready(settings)
    splits = (arguments.split,) if arguments.split else (sets.DEVELOPMENT, sets.TEST)
    with opened(settings, keep_records=False) as house:
        measured = {split: asyncio.run(figures.of_split(split, house.door.understand)) for split in splits}
    page = report.write(measured, arguments.reports, "./run steadyhand evaluate")
    if arguments.json:
        print(json.dumps(report.numbers(measured), indent=2))
        return 0
    for split, found in measured.items():
        for one in found:
            for name, value in one.figures.items():
                print(f"{split:5s} {one.name:10s} {name:32s} {value:.3f}")
    print(f"The report: {page}")
    return 0
