"""`steadyhand erase list|conversation|account`: erases one thing for good, at once."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="list|conversation|account", required=True)
    steps.add_parser("list", help="what can be erased: kind, id and last use, nothing of what is in it")
    conversation = steps.add_parser("conversation", help="one conversation")
    conversation.add_argument("id", help="as `erase list` shows it")
    account = steps.add_parser("account", help="one account, with its sessions, codes and second step")
    account.add_argument("id", help="its name or its number")


def run(arguments: argparse.Namespace) -> int:
    """Erase and say so. It cannot be taken back."""
    from bot.records.erasure import erase, owners
    from bot.records.keeping import opened_keeping
    from bot.records.retention import overwrite_freed

    with opened_keeping(Settings.from_env()) as keeping:
        if arguments.step == "list":
            for one in owners(keeping.engine):
                last = dt.datetime.fromtimestamp(one.last_at, dt.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
                print(f"{one.owner_kind:15s} {one.owner_id:40s} last used {last}")
            return 0
        owner = _account_id(keeping.engine, arguments.id) if arguments.step == "account" else arguments.id
        erase(keeping, arguments.step, owner)
        done = overwrite_freed(keeping.engine)
    later = "" if done else " What was deleted is overwritten on disk within the hour."
    print(f"The {arguments.step} is erased, and stays so after a restore.{later}")
    return 0


def _account_id(engine: Engine, given: str) -> str:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from bot.accounts.tables import Account
    from bot.cli.main import BadInput

    if given.isdigit():
        return given
    with Session(engine) as session:
        found = session.scalar(select(Account.id).where(Account.name == given.strip().lower()))
    if found is None:
        raise BadInput(f"there is no account “{given}”: see `steadyhand accounts list`")
    return str(found)
