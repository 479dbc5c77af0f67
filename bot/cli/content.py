"""`steadyhand content check|list|show`: validates and shows the knowledge base."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="check|list|show", required=True)
    check = steps.add_parser("check", help="check every file; each problem in one line")
    check.add_argument("--folder", type=Path, help="another content folder than the project's own")
    listing = steps.add_parser("list", help="every item, by kind")
    listing.add_argument("kind", nargs="?", help="only one kind, like reactions")
    show = steps.add_parser("show", help="one item with every line and its sources")
    show.add_argument("kind", help="a folder of the content, like reactions")
    show.add_argument("id", help="an item, like anger")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step."""
    return {"check": _check, "list": _list, "show": _show}[arguments.step](arguments)


def _check(arguments: argparse.Namespace) -> int:
    import datetime as dt
    import sys

    from knowledge.checking import check, counts, due_for_review
    from knowledge.reading import CONTENT_FOLDER, read_library

    library = read_library(arguments.folder or CONTENT_FOLDER)
    problems = check(library)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 2
    for name, number in counts(library).items():
        print(f"{number:5d} {name}")
    due = due_for_review(library, dt.date.today())
    for file, day in due:
        print(f"due for review since {day}: {file}")
    print("The content is in order." if not due else f"The content is in order; {len(due)} items are due for review.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from knowledge.kinds import ALL_FOLDERS
    from knowledge.reading import read_library

    library = read_library()
    for folder in [_known(arguments.kind)] if arguments.kind else ALL_FOLDERS:
        for item in library.all(ALL_FOLDERS[folder]):
            print(f"{folder}/{item.id:32s} {item.title} ({sum(1 for _ in item.all_lines())} lines)")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from bot.cli.main import BadInput
    from knowledge.kinds import ALL_FOLDERS
    from knowledge.reading import read_library

    library = read_library()
    kind = ALL_FOLDERS[_known(arguments.kind)]
    item = library.items[kind.kind].get(arguments.id)
    if item is None:
        known = ", ".join(library.items[kind.kind])
        raise BadInput(f"there is no `{arguments.id}` in {arguments.kind}: choose one of {known}")
    print(f"{item.title}\n{item.plain}\nreviewed {item.reviewed.on} by {item.reviewed.by}, again by {item.review_by}\n")
    for line in item.all_lines():
        marks = ", ".join(line.sources) + ("; supplementary" if line.supplementary else "")
        print(f"{line.id:12s} {line.text} [{marks}]")
    return 0


def _known(kind: str) -> str:
    from bot.cli.main import BadInput
    from knowledge.kinds import ALL_FOLDERS

    name = kind if kind in ALL_FOLDERS else f"{kind}s"
    if name not in ALL_FOLDERS:
        raise BadInput(f"there is no kind `{kind}`: choose one of {', '.join(ALL_FOLDERS)}")
    return name
