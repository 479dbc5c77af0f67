"""`steadyhand …`: finds the command, and turns every foreseeable error into one clear line."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence

#: Command → what it does, in the order of the help page.
COMMANDS = {
    "serve": "start the service in the browser",
    "ask": "one answer, no server needed",
    "understand": "what the service understands: JSON Lines in, JSON Lines out",
    "train": "train the assistant, if anything changed",
    "evaluate": "measure understanding on the held-out sets and write reports/",
    "content": "check, list or show the knowledge base",
    "roleplay": "practise with a played resident, or list them all",
    "examples": "look over the sentences the assistant learns from",
    "review": "write what was approved on the review list into files",
    "accounts": "list accounts, or give one a new password",
    "keys": "check or change the key that seals the records",
    "audit": "whether the log of who did what is whole, and what is in it",
    "purge": "erase now what was kept long enough",
    "erase": "erase one conversation, case or account for good",
    "backup": "make, check or restore encrypted copies of the records",
    "restore": "put a backup in the place of the records",
    "audit-dependencies": "known holes in what is installed; says “not checked” when it could not look",
    "openapi": "describe the addresses, forms and roles of the web front end as OpenAPI",
    "doctor": "check this installation and say what to mend",
    "rasa": "Rasa's own command line on this project",
}
BAD_INPUT = 2


class BadInput(Exception):
    """Something given to a command cannot be used: what, where, what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0, or 2 on bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["rasa"]:  # everything after it is Rasa's own
        from bot.cli import rasa

        return rasa.run_rasa(given[1:])
    parser = _parser()
    chosen = parser.parse_args(given)
    try:
        from bot import logs
        from bot.settings import Settings

        logs.begin(Settings.from_env().log_level)
        return int(chosen.run(chosen) or 0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001  (the last resort: a line, never a traceback)
        print(f"steadyhand {chosen.command}: {_explained(error)}", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="steadyhand", description="Guidance for people who work in shelters.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, what in COMMANDS.items():
        module = importlib.import_module(f"bot.cli.{name.replace('-', '_')}")
        command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _explained(error: Exception) -> str:
    from bot.settings import SettingsError
    from knowledge.problems import ContentError

    if isinstance(error, ContentError):
        return f"the content cannot be used.\n{error}"
    known = (BadInput, SettingsError)
    if isinstance(error, known) or type(error).__module__.startswith("bot."):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error} ({error.filename})" if error.filename else str(error)
    first_line = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first_line}. Run `steadyhand doctor` to see what to mend."


if __name__ == "__main__":
    sys.exit(main())
