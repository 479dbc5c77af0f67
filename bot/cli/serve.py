"""`steadyhand serve`: everything from a fresh checkout to the page in the browser."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this computer only)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8080)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from dataclasses import replace

    from aiohttp import web

    from bot.accounts.service import FIRST_NAME, ensure_first_account
    from bot.assembly import opened
    from bot.cli.ready import make_ready
    from bot.gateway.access_log import LOGGER, RouteLog
    from bot.gateway.app import create_app
    from bot.settings import Settings

    settings = Settings.from_env()
    settings = replace(settings, host=arguments.host or settings.host, port=arguments.port or settings.port)
    make_ready(settings)
    print("Starting the assistant …", file=sys.stderr, flush=True)
    with opened(settings) as house:
        password = ensure_first_account(house.records)
        app = create_app(settings, house.door, house.desk.store, house.desk.site, house.records)

        def said(_: object = None) -> None:
            _say_where(settings.host, settings.port, FIRST_NAME, password)

        web.run_app(
            app, host=settings.host, port=settings.port, print=said, access_log=LOGGER, access_log_class=RouteLog
        )
    return 0


def _say_where(host: str, port: int, name: str, password: str | None) -> None:
    shown = f"[{host}]" if ":" in host else host
    print(f"\nSteadyhand is ready: http://{shown}:{port}", flush=True)
    if password:
        print(f"First sign-in: name “{name}”, password “{password}”. It is shown only now: write it down.", flush=True)
    else:
        print("Password lost? Stop the service and run: ./run steadyhand accounts reset staff", flush=True)
    print("Stop with Ctrl+C.", flush=True)
