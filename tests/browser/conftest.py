"""A real browser in front of a served application.

`served` is where the tests find the service: an address, a name and a password. It is the only fixture that knows what
stands behind the page; here it is the real gateway with a fake conversation.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from argon2 import PasswordHasher
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from bot.accounts import passwords, sessions
from bot.accounts.office import Office
from bot.accounts.service import account_named, add_account
from bot.accounts.tables import Account
from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.cases.cases import Cases
from bot.cases.shelf import Shelf
from bot.gateway import keys
from bot.gateway.app import create_app
from bot.gateway.pace import Pace
from bot.records.key_ring import KeyRing
from bot.records.sealing import Sealer, new_key
from bot.records.site_key import KeyFile
from bot.settings import Settings
from knowledge.site import Contact, Site
from knowledge.store import open_store
from tests.browser.waiting import COUNT_SOCKETS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# What has to come true is waited for a while: nothing waits longer than it takes, and a busy machine takes longer.
expect.set_options(timeout=20_000)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Passwords that are cheap to check, where the service runs in this process."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()


@dataclass(frozen=True)
class Served:
    """Where the service is, and how to sign in."""

    url: str
    name: str
    password: str
    office: Office | None = None  # to make accounts and sessions of other roles
    cases: Cases | None = None  # to open cases
    app: web.Application | None = None


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("served")
    engine = create_engine(f"sqlite:///{home}/records.db")
    Account.metadata.create_all(engine)
    password = add_account(engine, "staff", "staff")
    store = open_store(f"sqlite:///{home}/content.db")
    site = Site(emergency_number="112", contacts={"duty_supervisor": Contact(phone="+44 20 7946 0112")})
    conversation, keys_ = _fakes().FakeConversation(store), KeyRing.open(engine, KeyFile(home / "keys" / "site.key"))
    alerts = Alerts(Post(engine, keys_, store))
    conversation.watch = _fakes().watching(alerts.post)
    shelf = Shelf(engine, keys_, _fakes().OneName())
    app = create_app(
        Settings(home=home), conversation, store, site, engine, Sealer(new_key()), alerts=alerts, shelf=shelf
    )
    app[keys.PACE] = Pace(burst=10_000)  # the tests sign in as the same few people and are quicker than any of them
    with _Server(app) as url:
        yield Served(url, "staff", password, app[keys.OFFICE], app[keys.CASES], app)
    engine.dispose()


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file of tests: while it is open, nothing else can run an event loop on this thread."""
    if not shutil.which(CHROMIUM):
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"there is no browser at {CHROMIUM}: apt-get install chromium")
        pytest.skip(f"there is no browser at {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, served):
    """Open a page of the service in a fresh browser; signed in unless told otherwise.

    Signing in is not typed, except `by_form`, and where the service is another process.
    """
    contexts = []

    def opened(path="/", *, signed_in=True, by_form=False, **look):
        context = chromium.new_context(base_url=served.url, **look)
        context.add_init_script(COUNT_SOCKETS)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.faults = []
        page.requested = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console", lambda message: page.faults.append(message.text) if "Content Security" in message.text else None
        )
        page.on("request", lambda request: page.requested.append(request.url))
        if signed_in and (by_form or not getattr(served, "office", None)):
            _type_in(page, served)
        elif signed_in:
            _sign_in(page, served, served.name, "staff")
        if page.url != f"{served.url}{path}":
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def _type_in(page, served):
    page.goto("/sign-in")
    page.get_by_label("Name").fill(served.name)
    page.get_by_label("Password").fill(served.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{served.url}/")


def _sign_in(page, served, name, role, stage=sessions.OPEN):
    """Put a session of somebody of this role into the page's browser; returns the number of the account."""
    office = served.office
    with Session(office.records) as session:
        known = account_named(session, name)
    if known is None:
        add_account(office.records, name, role)
        with Session(office.records) as session:
            known = account_named(session, name)
    token = sessions.begin(office.records, known.id, time.time(), office.limits, stage)
    page.context.add_cookies([{"name": "steadyhand_session", "value": token, "url": served.url}])
    return known.id


@pytest.fixture
def as_role(served):
    """`as_role(page, "admin")` puts the session of somebody of this role into the page's browser."""

    def sign_in(page, role, stage=sessions.OPEN, name=""):
        return _sign_in(page, served, name or f"{role}-1", role, stage)

    return sign_in


@pytest.fixture
def as_trainer(open_page, as_role):
    """A page of somebody who trains others, in a browser of their own."""

    def opened(path="/desk", **look):
        page = open_page("/about", signed_in=False, **look)
        as_role(page, "trainer")
        page.goto(path)
        return page

    return opened


@pytest.fixture
def as_person(open_page, as_role):
    """The same for staff of this name."""

    def opened(name, path="/rooms", **look):
        page = open_page("/about", signed_in=False, **look)
        as_role(page, "staff", name=name)
        page.goto(path)
        return page

    return opened


class _Server:
    """The application on a free port, on a thread of its own."""

    def __init__(self, app: web.Application) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        port = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(30)
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _start(self) -> int:
        self._runner = web.AppRunner(self._app, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self._runner.addresses[0][1]


def _fakes():
    path = Path(__file__).resolve().parents[1] / "bot" / "gateway" / "fakes.py"
    spec = importlib.util.spec_from_file_location("steadyhand_fakes", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
