"""The web application, put together from what it is given; it opens nothing by itself."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiohttp import web
from sqlalchemy import Engine

from bot.accounts.office import Office, Recorder, Seals, nothing_recorded
from bot.accounts.sessions import Limits
from bot.alerts.alerts import Alerts
from bot.cases.shelf import Shelf
from bot.errands.rooms import Rooms
from bot.gateway import casework, chat, keys, live, practising, reviewing, socket
from bot.gateway.access import check_every_route_is_listed
from bot.gateway.headers import add_security_headers
from bot.gateway.middlewares import calm_errors, doors, who_is_asking
from bot.gateway.pace import Pace
from bot.gateway.rendering import set_up_templates
from bot.gateway.routes import ROUTES
from bot.gateway.turns import Conversation, Turns
from bot.records.tombstones import TombstoneFile
from bot.settings import Settings
from knowledge.kinds import FOLDERS
from knowledge.site import Site
from knowledge.store import ContentStore

WEB_FOLDER = Path(__file__).resolve().parent.parent / "web"
#: Bytes of a form. A message may have 2,000 characters; more is let in so that the answer can be a kind one.
_LARGEST_FORM = 512 * 1024
_THREADS = 32


def create_app(
    settings: Settings,
    conversation: Conversation,
    store: ContentStore,
    site: Site,
    engine: Engine,
    seals: Seals,
    record: Recorder = nothing_recorded,
    alerts: Alerts | None = None,
    shelf: Shelf | None = None,
    rooms: Rooms | None = None,
    tombstones: TombstoneFile | None = None,
) -> web.Application:
    """The application, ready to be run. Raises UnlistedRoute when a route does not say who may use it.

    `seals` seals what accounts need to have read again; `record` writes the audit log. Without `alerts` none are
    raised, and the pages say so. Without `shelf` no cases and no practice are kept; `rooms` is the
    work on it that the chat does too (without them it is opened here). `tombstones` keeps what people erase on a page
    from coming back with a backup.
    """
    app = web.Application(middlewares=[calm_errors, who_is_asking, doors], client_max_size=_LARGEST_FORM)
    app[keys.SETTINGS] = settings
    app[keys.CONVERSATION] = conversation
    app[keys.STORE] = store
    app[keys.SITE] = site
    app[keys.ENGINE] = engine
    app[keys.OFFICE] = office_of(settings, engine, seals, record)
    app[keys.ALERTS] = alerts
    casework.set_up(app, shelf, rooms)
    practising.set_up(app, shelf, tombstones)
    reviewing.set_up(app, shelf, tombstones)
    chat.set_up(app, shelf, tombstones)
    _set_the_pace(app, settings)
    app[keys.STATIC_VERSION] = _fingerprint(WEB_FOLDER / "static")
    app.router.add_routes(ROUTES)
    app.router.add_static(f"/static/{app[keys.STATIC_VERSION]}", WEB_FOLDER / "static", name="static")
    set_up_templates(app, WEB_FOLDER / "templates")
    socket.set_up(app)
    live.set_up(app)
    app.on_response_prepare.append(add_security_headers)
    app.on_startup.append(_make_room_for_waiting)
    app.on_startup.append(_read_the_emergency_card)
    app.on_cleanup.append(_stop_signs_of_life)
    check_every_route_is_listed(app)
    return app


def _set_the_pace(app: web.Application, settings: Settings) -> None:
    # The conversation gives up by itself; the little more lets its own words reach the person.
    app[keys.TURNS] = Turns(patience=settings.turn_seconds + 5.0)
    # In memory, because one process serves a site (docs/decisions/0001); what must outlive it, the brake on guessing
    # passwords and codes, is in the database.
    app[keys.PACE] = Pace()
    app[keys.FORM_PACE] = Pace(burst=60)
    app[keys.SIGNS_OF_LIFE] = ThreadPoolExecutor(1, "signs-of-life")
    app[keys.PASSWORD_CHECKS] = asyncio.Semaphore(4)


def office_of(settings: Settings, engine: Engine, seals: Seals, record: Recorder = nothing_recorded) -> Office:
    """Where accounts are looked after, with the settings' limits of a session."""
    limits = Limits(idle=settings.idle_minutes * 60.0, longest=settings.session_hours * 3600.0)
    return Office(engine, seals, limits, record)


async def _stop_signs_of_life(app: web.Application) -> None:
    app[keys.SIGNS_OF_LIFE].shutdown(wait=False, cancel_futures=True)


async def _make_room_for_waiting(app: web.Application) -> None:
    # Python's own few threads would all be taken by writers that wait for a locked database, and pages that only read
    # would wait behind them.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "waiting"))


async def _read_the_emergency_card(app: web.Application) -> None:
    # Read once, so that the card and the library still open when the database is out of reach later.
    for kind in FOLDERS.values():
        await asyncio.to_thread(app[keys.STORE].all, kind)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
