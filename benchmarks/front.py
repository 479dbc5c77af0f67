"""A front end to try: the real gateway, door and sealed records on a free port, with people of every role signed in.

Passwords are cheap to check here and nobody is slowed down for sending fast, so that many thousand requests fit into
minutes; the brake on guessing stays. A stand-in answers in the assistant's place.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import requests
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from benchmarks.service import application
from bot.accounts import passwords, sessions
from bot.accounts.office import Office
from bot.accounts.roles import Role
from bot.accounts.service import account_named, add_account
from bot.gateway import keys
from bot.gateway.pace import Pace
from bot.settings import Settings


@dataclass
class Front:
    """Where it is, and what was said wrong in its log."""

    url: str
    app: web.Application
    faults: list[str] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.app[keys.OFFICE]


@dataclass(frozen=True)
class Caller:
    """Somebody with a session, or a stranger (role "") with a visitor mark."""

    role: str
    token: str
    account_id: int = 0
    name: str = ""

    @property
    def cookie(self) -> str:
        return f"steadyhand_session={self.token}" if self.role else f"steadyhand_visitor={self.token}"

    @property
    def form_token(self) -> str:
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()


def caller(front: Front, role: str, name: str = "") -> Caller:
    """Somebody of this role with a fresh session; the account is made if it is missing."""
    if not role:
        return Caller("", "visitor")
    name, records = name or f"{role}-1", front.office.records
    with Session(records) as session:
        known = account_named(session, name)
    if known is None:
        add_account(records, name, role)
        return caller(front, role, name)
    token = sessions.begin(records, known.id, time.time(), front.office.limits)
    return Caller(role, token, known.id, name)


def people(front: Front) -> list[Caller]:
    """A stranger and one person of each role."""
    return [caller(front, role) for role in ("", *(role.value for role in Role))]


@contextmanager
def running(home: Path) -> Iterator[Front]:
    """The front end in this process, in an empty home."""
    dear, passwords._hasher = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobody.cache_clear()
    settings = replace(Settings(), home=home, key_file=str(home / "site.key"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with application(settings, plain=True) as app:
            app[keys.PACE] = app[keys.FORM_PACE] = Pace(burst=10**9)
            runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
            front = Front(asyncio.run_coroutine_threadsafe(_start(runner), loop).result(30), app)
            watch = _Watch(front.faults)
            logging.getLogger().addHandler(watch)
            yield front
            logging.getLogger().removeHandler(watch)
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        passwords._hasher = dear
        passwords._nobody.cache_clear()


def connection() -> requests.Session:
    """A connection that keeps no cookies and asks no proxy."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(_NoCookies())
    return session


async def _start(runner: web.AppRunner) -> str:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}"


class _Watch(logging.Handler):
    """Notes every error in the log, and every traceback."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        # aiohttp notes what it could not read as HTTP at all and answers 400: that is no fault of ours.
        if kind is not None and issubclass(kind, HttpProcessingError):
            return
        if record.levelno >= logging.ERROR or record.exc_info:
            self._faults.append(f"{record.name}: {record.getMessage()}")


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[name-defined, misc]
    def set_ok(self, cookie: object, request: object) -> bool:
        return False
