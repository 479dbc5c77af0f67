"""`steadyhand serve`: everything from a fresh checkout to the page in the browser."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

    from bot.accounts.first_run import FirstCodes
    from bot.accounts.office import Office
    from bot.assembly import House
    from bot.telegram.telegram import Telegram


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this computer only)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8080)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import resource
    from dataclasses import replace

    from aiohttp import web

    from bot.accounts.first_run import first_codes
    from bot.assembly import opened
    from bot.cli.ready import made_ready_apart
    from bot.gateway.access_log import LOGGER, RouteLog
    from bot.gateway.app import create_app, office_of
    from bot.records.hourly import hourly
    from bot.settings import Settings

    settings = Settings.from_env()
    settings = replace(settings, host=arguments.host or settings.host, port=arguments.port or settings.port)
    failed = made_ready_apart(settings)
    if failed:
        return failed
    print("Starting the assistant …", file=sys.stderr, flush=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not write our memory to a file
    with opened(settings) as house, hourly(settings, house.keeping):
        seals, audit = house.keys.for_site(house.records), house.keeping.audit
        audit.record("service_started")
        office = office_of(settings, house.records, seals, audit.record)
        desk = house.desk
        kept = {
            "record": audit.record,
            "alerts": house.alerts,
            "shelf": house.shelf,
            "rooms": house.rooms,
            "tombstones": house.keeping.tombstones,
        }
        app = create_app(settings, house.door, desk.store, desk.site, house.records, seals, **kept)
        bell = _telegram_beside(app, house, office)
        _watch_beside(app, house, bell)
        codes = first_codes(office, time.time())

        def said(_: object = None) -> None:
            _say_where(settings.host, settings.port, codes)

        logged = {"access_log": LOGGER, "access_log_class": RouteLog}
        web.run_app(app, host=settings.host, port=settings.port, print=said, **logged)
    return 0


def _watch_beside(app: web.Application, house: House, bell: Telegram | None) -> None:
    """What looks after alerts, contacts that are late and arrivals that nobody confirmed, while the pages run."""
    from bot.alerts.worker import Worker
    from bot.follow_up.telling import Telling
    from bot.gateway.keys import FOLLOW_UPS, WORK
    from bot.referral.watch import ArrivalWatch

    post = house.alerts.post
    watches = (
        Worker(post, bell),
        Telling(app[FOLLOW_UPS], post, bell),
        ArrivalWatch(app[WORK].messages, house.alerts),
    )
    app.cleanup_ctx.extend(watch.beside for watch in watches)


def _telegram_beside(app: web.Application, house: House, office: Office) -> Telegram | None:
    """The bell, running beside the pages; None where the site does not use it. Raises SettingsError."""
    if house.settings.telegram_token is None:
        return None
    from bot.gateway.keys import OVERDUE, TELEGRAM
    from bot.telegram.telegram import Telegram  # costs memory: only where it is used

    telegram = Telegram(house.settings, office, house.desk, house.door, house.alerts, app[OVERDUE])
    app[TELEGRAM] = telegram
    app.cleanup_ctx.append(telegram.running)
    return telegram


def _say_where(host: str, port: int, codes: FirstCodes | None) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}"
    print(f"\nSteadyhand is ready: {address}", flush=True)
    if codes:
        print("\nOne-time links, shown only now. Each makes one account:", flush=True)
        if codes.staff:
            print(f"  to write to Steadyhand (staff):        {address}/join?code={codes.staff}", flush=True)
        print(f"  to look after accounts (admin):        {address}/join?code={codes.admin}", flush=True)
        print("The admin's needs a phone with an authenticator app, and invites everybody else.\n", flush=True)
    else:
        print(
            "Nobody can sign in as admin? Run: ./run steadyhand accounts list, then … accounts reset NAME", flush=True
        )
    print("Stop with Ctrl+C.", flush=True)
