"""`steadyhand erase list|conversation|case|run|hand_over|review|account|everything`: erases for good, at once."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.records.keeping import Keeping


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    kinds = "list|conversation|case|run|hand_over|review|account|everything"
    steps = parser.add_subparsers(dest="step", metavar=kinds, required=True)
    steps.add_parser("list", help="what can be erased: kind, id and last use, nothing of what is in it")
    conversation = steps.add_parser("conversation", help="one conversation")
    conversation.add_argument("id", help="as `erase list` shows it")
    case = steps.add_parser("case", help="one case, with its consent, checklists and follow-up")
    case.add_argument("id", help="its code, as B-014")
    for kind, words in (
        ("run", "one checklist that belongs to no case"),
        ("hand_over", "one hand-over brief"),
        ("review", "one entry of the review list"),
    ):
        steps.add_parser(kind, help=words).add_argument("id", help="as `erase list` shows it")
    everything = steps.add_parser("everything", help="all conversations and whatever else is sealed; accounts stay")
    everything.add_argument("--yes", action="store_true", required=True, help="say that you mean it")
    account = steps.add_parser("account", help="one account, with its sessions, codes and second step")
    account.add_argument("id", help="its name or its number")


def run(arguments: argparse.Namespace) -> int:
    """Erase and say so. It cannot be taken back."""
    from bot.records.keeping import opened_keeping

    steps = {"list": _list, "everything": _everything}
    with opened_keeping(Settings.from_env()) as keeping:
        return steps.get(arguments.step, _one)(keeping, arguments)


def _list(keeping: Keeping, _: argparse.Namespace) -> int:
    from bot.records.erasure import owners

    for one in owners(keeping.engine):
        last = dt.datetime.fromtimestamp(one.last_at, dt.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
        print(f"{one.owner_kind:15s} {one.owner_id:40s} last used {last}")
    return 0


def _everything(keeping: Keeping, _: argparse.Namespace) -> int:
    from bot.records.erasure import erase, owners
    from bot.records.overwriting import overwrite_freed

    everything = owners(keeping.engine)
    for one in everything:
        erase(keeping, one.owner_kind, one.owner_id)
    print(f"{len(everything)} things are erased, and stay so after a restore.")
    return 0 if overwrite_freed(keeping.engine) else _not_yet()


def _one(keeping: Keeping, arguments: argparse.Namespace) -> int:
    from bot.records.erasure import erase
    from bot.records.overwriting import overwrite_freed

    owner = {"account": _account_id, "case": _case_code}.get(arguments.step, _as_given)(keeping.engine, arguments.id)
    erase(keeping, arguments.step, owner)
    print(f"The {arguments.step} is erased, and stays so after a restore.")
    return 0 if overwrite_freed(keeping.engine) else _not_yet()


def _not_yet() -> int:
    print("What was deleted could not be overwritten on disk yet; the running service tries again every hour.")
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


def _case_code(_: Engine, given: str) -> str:
    from bot.cases.codes import code_of
    from bot.cli.main import BadInput

    code = code_of(given)
    if not code:
        raise BadInput("that is no code of a case: write a letter and three digits, as B-014")
    return code


def _as_given(_: Engine, given: str) -> str:
    return given
