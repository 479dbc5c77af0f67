"""`steadyhand accounts …`: who may sign in, looked after from the computer the service runs on.

No command shows or sets a password: people choose their own, with a one-time code.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.accounts.managing import Listed
    from bot.accounts.office import Office

_ROLES = ("staff", "trainer", "supervisor", "admin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    steps = parser.add_subparsers(dest="step", metavar="list|invite|add|reset|disable|enable", required=True)
    steps.add_parser("list", help="every account: name, role, second step")
    invite = steps.add_parser("invite", help="a one-time code with which somebody makes an account")
    invite.add_argument("--role", choices=_ROLES, default="staff", help="default: staff")
    add = steps.add_parser("add", help="make an account, and a one-time code to choose its password with")
    add.add_argument("--role", choices=_ROLES, default="staff", help="default: staff")
    reset = steps.add_parser("reset", help="a one-time code for a new password; signs the account out everywhere")
    reset.add_argument("--second-step", action="store_true", help="take a lost second step away too")
    disable = steps.add_parser("disable", help="close an account and sign it out everywhere")
    enable = steps.add_parser("enable", help="open it again")
    for step in (add, reset, disable, enable):
        step.add_argument("name", help="the account's name")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen step on the site's records."""
    from bot.gateway.app import office_of
    from bot.records.keeping import opened_keeping
    from bot.settings import Settings

    settings = Settings.from_env()
    with opened_keeping(settings) as kept:
        office = office_of(settings, kept.engine, kept.keys.for_site(kept.engine), kept.audit.record)
        _STEPS[arguments.step](office, arguments)
    return 0


def _list(office: Office, _: argparse.Namespace) -> None:
    from bot.accounts.managing import accounts

    for one in accounts(office):
        notes = ["closed"] * one.disabled + ["second step"] * one.has_second_step
        notes += ["waits for a password"] * (not one.has_password)
        print(f"{one.name:30s} {one.role}{' (' + ', '.join(notes) + ')' if notes else ''}")


def _invite(office: Office, arguments: argparse.Namespace) -> None:
    from bot.accounts.joining import invite
    from bot.accounts.office import OPERATOR
    from bot.accounts.roles import Role

    code = invite(office, Role(arguments.role), time.time(), OPERATOR)
    print(f"Invitation for one {arguments.role}: {code}\nIt works once, on the page /join, within three days.")


def _add(office: Office, arguments: argparse.Namespace) -> None:
    from sqlalchemy.exc import IntegrityError
    from sqlalchemy.orm import Session

    from bot.accounts import names
    from bot.accounts.office import OPERATOR, account
    from bot.accounts.service import put_account
    from bot.cli.main import BadInput

    name = names.plain_name(arguments.name)
    if names.problem(name):
        raise BadInput(f"“{arguments.name}” may tell who somebody is: take a word and a number, as in river-12")
    try:
        with Session(office.records) as session, session.begin():
            made = put_account(session, name, arguments.role, "")
            office.record("account_made", OPERATOR, account(made.id), within=session)
    except IntegrityError:
        raise BadInput(f"there is an account “{name}” already: see `steadyhand accounts list`") from None
    _reset(office, arguments)


def _reset(office: Office, arguments: argparse.Namespace) -> None:
    from bot.accounts import managing
    from bot.accounts.office import OPERATOR

    one = _named(office, arguments.name)
    code = managing.reset(office, one.id, time.time(), OPERATOR)
    if getattr(arguments, "second_step", False):
        managing.remove_second_step(office, one.id, OPERATOR)
    print(f"Code for a new password of {one.name}: {code}\nIt works once, on the page /new-password, within a day.")


def _disable(office: Office, arguments: argparse.Namespace) -> None:
    from bot.accounts import managing
    from bot.accounts.office import OPERATOR
    from bot.cli.main import BadInput

    try:
        managing.disable(office, _named(office, arguments.name).id, OPERATOR)
    except managing.LastAdmin:
        raise BadInput(f"{arguments.name} is the last admin: invite another one first") from None
    print(f"{arguments.name} is closed and signed out everywhere.")


def _enable(office: Office, arguments: argparse.Namespace) -> None:
    from bot.accounts import managing
    from bot.accounts.office import OPERATOR

    managing.enable(office, _named(office, arguments.name).id, OPERATOR)
    print(f"{arguments.name} is open again.")


def _named(office: Office, name: str) -> Listed:
    from bot.accounts.managing import accounts
    from bot.accounts.names import plain_name
    from bot.cli.main import BadInput

    for one in accounts(office):
        if one.name == plain_name(name):
            return one
    raise BadInput(f"there is no account “{name}”: see `steadyhand accounts list`")


_STEPS = {"list": _list, "invite": _invite, "add": _add, "reset": _reset, "disable": _disable, "enable": _enable}
