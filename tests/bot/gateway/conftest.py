"""A gateway with a fake conversation, the real content and an empty database of accounts."""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
import re
import time
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.accounts import passwords, sessions
from bot.accounts.service import add_account
from bot.accounts.tables import Account
from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.cases.shelf import Shelf
from bot.gateway import keys
from bot.gateway.app import create_app
from bot.records.key_ring import KeyRing
from bot.records.sealing import Sealer, new_key
from bot.records.site_key import KeyFile
from bot.settings import Settings
from knowledge.site import Contact, Site
from knowledge.store import open_store

_spec = importlib.util.spec_from_file_location("steadyhand_fakes", Path(__file__).with_name("fakes.py"))
fakes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fakes)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Passwords that are cheap to check; how dear they are is tested beside them."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('content')}/content.db")


@pytest.fixture
def engine(tmp_path, pattern):
    engine = create_engine(pattern.put(tmp_path / "records.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


@pytest.fixture
def site():
    return Site(
        emergency_number="112", contacts={"duty_supervisor": Contact(phone="+44 20 7946 0112", note="day and night")}
    )


@pytest.fixture
def conversation(store):
    return fakes.FakeConversation(store)


@pytest.fixture
def password(engine):
    return add_account(engine, "staff", "staff")


@pytest.fixture
def seals():
    return Sealer(new_key())


@pytest.fixture
def alerts(engine, store, tmp_path):
    keys = KeyRing.open(engine, KeyFile(tmp_path / "keys" / "site.key"))
    return Alerts(Post(engine, keys, store))


@pytest.fixture
def shelf(engine, alerts):
    return Shelf(engine, alerts.post.keys, fakes.OneName())


@pytest.fixture
def app(settings, conversation, store, site, engine, seals, alerts, shelf):
    conversation.watch = fakes.watching(alerts.post)
    return create_app(settings, conversation, store, site, engine, seals, alerts=alerts, shelf=shelf)


@pytest.fixture
async def stranger(app, password, aiohttp_client):
    """A browser that nobody is signed in with."""
    return Browser(await aiohttp_client(app))


@pytest.fixture
async def staff(app, password, aiohttp_client):
    """A browser that the account `staff` is signed in with."""
    browser = Browser(await aiohttp_client(app))
    answer = await browser.sign_in("staff", password)
    assert answer.status == 303
    return browser


@pytest.fixture
async def client(app, aiohttp_client):
    """A client without any cookies of its own."""
    import aiohttp

    return await aiohttp_client(app, cookie_jar=aiohttp.DummyCookieJar())


@pytest.fixture
def at_the_door(app, engine, client):
    """`at_the_door("admin")`: somebody of this role with a fresh session, and requests by them. "" is a stranger."""
    numbers = {}

    def come(role="", stage=sessions.OPEN):
        if not role:
            return Caller(client, "", 0)
        if role not in numbers:
            add_account(engine, f"{role}-1", role)
            with Session(engine) as session:
                numbers[role] = session.scalar(select(Account.id).where(Account.name == f"{role}-1"))
        limits = app[keys.OFFICE].limits
        return Caller(client, sessions.begin(engine, numbers[role], time.time(), limits, stage), numbers[role])

    return come


class Caller:
    """Sends single requests with one session, or as a stranger with a visitor mark."""

    def __init__(self, client, token: str, account_id: int) -> None:
        self.client, self.token, self.account_id = client, token, account_id

    @property
    def form_token(self) -> str:
        return hmac.new((self.token or "visitor").encode(), b"form", hashlib.sha256).hexdigest()

    def cookie(self) -> str:
        return f"steadyhand_session={self.token}" if self.token else "steadyhand_visitor=visitor"

    async def send(self, method: str, path: str, fields: dict | None = None, headers: dict | None = None):
        """A request as our own page would send it; `headers` and `fields` may make it another."""
        origin = str(self.client.make_url("/")).rstrip("/")
        sent = {"Cookie": self.cookie(), "Origin": origin, **(headers or {})}
        data = None if method == "GET" else {"csrf": self.form_token, **(fields or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        return await self.client.request(method, path, headers=sent, data=data, allow_redirects=False)


class Browser:
    """A client that behaves as a browser does: it reads the form token from the page before it sends a form."""

    def __init__(self, client) -> None:
        self.client = client

    @property
    def own_origin(self) -> str:
        return str(self.client.make_url("/")).rstrip("/")

    async def get(self, path: str, **more):
        return await self.client.get(path, allow_redirects=False, **more)

    async def text(self, path: str) -> str:
        return await (await self.client.get(path)).text()

    async def token(self, path: str = "/") -> str:
        return re.search(r'name="csrf" value="([0-9a-f]{64})"', await self.text(path))[1]

    async def post(self, path: str, fields: dict | None = None, on: str = "/", headers: dict | None = None):
        sent = {"csrf": await self.token(on), **(fields or {})}
        headers = {"Origin": self.own_origin, **(headers or {})}
        return await self.client.post(path, data=sent, headers=headers, allow_redirects=False)

    async def sign_in(self, name: str, password: str):
        return await self.post("/sign-in", {"name": name, "password": password}, on="/sign-in")

    async def socket(self):
        headers = {"Origin": self.own_origin}
        return await self.client.ws_connect("/ws", headers=headers, protocols=await self.protocols())

    async def protocols(self) -> tuple[str, ...]:
        """What a page names when it opens a socket: the protocol, and its form token."""
        return ("steadyhand", f"csrf.{await self.token('/sign-in')}")


@pytest.fixture
def trainee(at_the_door):
    return Trainee(at_the_door("staff"))


class Trainee:
    """Somebody who practises, without JavaScript."""

    def __init__(self, caller):
        self.caller, self.talk = caller, ""

    async def begin(self, resident="salma", feedback="each", **fields):
        sent = {"resident": resident, "level": "1", "feedback": feedback, "sure_begin": "2", "sure_hard": "1", **fields}
        answer = await self.caller.send("POST", "/practice/begin", sent)
        assert answer.status == 303, answer.status
        self.talk = answer.headers["Location"].rpartition("/")[2]
        return self.talk

    async def page(self, path="", status=200):
        answer = await self.caller.send("GET", f"/practice/{self.talk}{path}")
        assert answer.status == status, answer.status
        return await answer.text()

    async def post(self, path, **fields):
        return await self.caller.send("POST", f"/practice/{self.talk}{path}", fields)

    async def say(self, text, turn, take=1, **fields):
        return await self.post(f"/reply?take={take}", text=text, turn=str(turn), once="abc", **fields)

    async def talk_on(self, *replies, take=1, start=1):
        for turn, text in enumerate(replies, start=start):
            answer = await self.say(text, turn, take)
            assert answer.status == 303 and answer.headers["Location"].endswith("#latest"), answer.status
