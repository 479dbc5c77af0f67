"""`steadyhand accounts list|reset`: who may sign in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="list|reset", required=True)
    steps.add_parser("list", help="every account, without passwords")
    reset = steps.add_parser("reset", help="give an account a new password and sign it out everywhere")
    reset.add_argument("name", help="the account's name")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step on the site's records."""
    from bot.cli.main import BadInput
    from bot.migrations.upgrade import upgrade
    from bot.records.database import open_records
    from bot.settings import Settings

    engine = open_records(Settings.from_env().records_url)
    upgrade(engine)
    if arguments.step == "list":
        return _list(engine)
    from bot.accounts.service import reset_password

    password = reset_password(engine, arguments.name)
    if password is None:
        raise BadInput(f"there is no account “{arguments.name}”: see `steadyhand accounts list`")
    print(f"New password of {arguments.name}: {password}\nIt is shown only now: write it down.")
    return 0


def _list(engine: Engine) -> int:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from bot.accounts.tables import Account

    with Session(engine) as session:
        for account in session.scalars(select(Account).order_by(Account.name)):
            print(f"{account.name:30s} {account.role}{' (disabled)' if account.disabled else ''}")
    return 0
