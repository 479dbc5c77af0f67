"""`steadyhand audit verify|list|head`: the log of who did what, without a word of content."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.records.audit_chain import Head

#: What `verify` says for each finding; {number} is the first entry that does not fit.
_WRONG = {
    "entry_changed": "entry {number} was changed after it was written",
    "entry_missing": "entry {number} is missing",
    "entry_added": "entry {number} was added by somebody without the key",
    "end_missing": "the log has been cut: entry {number} and what followed are missing",
    "head_differs": "the record of where the log ends does not fit entry {number}",
    "head_changed": "the record of where the log ends was changed",
    "history_replaced": "entry {number} is not the one that was anchored: the log was replaced",
    "anchor_missing": "the anchor beside the database is missing or cannot be read",
    "anchor_changed": "the anchor beside the database was changed",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="verify|list|head", required=True)
    verify = steps.add_parser("verify", help="whether anything in the log was changed, taken out or cut off")
    verify.add_argument("--expect", metavar="COUNT:DIGEST", help="a head that was noted earlier with `audit head`")
    listing = steps.add_parser("list", help="the newest entries")
    listing.add_argument("--most", type=int, default=50, help="how many (default: 50)")
    steps.add_parser("head", help="one line to note on paper or another computer, for `verify --expect`")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step; `verify` exits with 2 when something does not fit."""
    from bot.records.keeping import opened_keeping

    with opened_keeping(Settings.from_env()) as keeping:
        if arguments.step == "list":
            for entry in keeping.audit.entries(arguments.most):
                hour = dt.datetime.fromtimestamp(entry.at, dt.timezone.utc).strftime("%Y-%m-%d %H:00 UTC")
                print(f"{entry.number:6d}  {hour}  {entry.who:20s} {entry.action:20s} {entry.subject}")
            return 0
        if arguments.step == "head":
            head = keeping.audit.head()
            print(f"{head.count}:{head.digest}")
            return 0
        found = keeping.audit.verify([_noted(arguments.expect)] if arguments.expect else [])
    if not found.wrong:
        print(f"The audit log is whole: {found.count} entries written, nothing changed, nothing missing.")
        return 0
    place = f" The first entry that does not fit is {found.number}." if found.number else ""
    print(f"NOT WHOLE: {_WRONG[found.wrong].format(number=found.number)}.{place}")
    print("Change nothing, copy the home folder, and read docs/runbooks/device-seized.md.")
    return 2


def _noted(text: str) -> Head:
    from bot.cli.main import BadInput
    from bot.records.audit_chain import Head

    count, _, digest = text.strip().partition(":")
    if not count.isdigit() or len(digest) != 64:
        raise BadInput("--expect must be the line that `steadyhand audit head` printed, like 120:9f3a…")
    return Head(count=int(count), digest=digest)
