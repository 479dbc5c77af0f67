"""What the drills share: a service that can be killed and started again, people who write to it, the final count."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.postgres import LocalPostgres, free_port
from benchmarks.speed import SAID
from bot.accounts import sessions
from bot.accounts.sessions import Limits
from bot.accounts.tables import Account
from bot.gateway.chat import mark_of
from bot.records.conversations import Conversations, mark_digest
from bot.records.opening import open_sealed
from bot.records.tables import TurnMark
from bot.settings import PROJECT, Settings

#: Acknowledged messages until a writer begins a new conversation, and how many of them go by the plain form.
_FRESH_EVERY, _BY_FORM = 150, 10
_LIMITS = Limits(idle=86400.0, longest=864000.0)


class Service:
    """The service of one drill, in a folder of its own."""

    def __init__(
        self,
        folder: Path,
        plain: bool,
        postgres: LocalPostgres | None = None,
        database_url: str = "",
        fork: bool = False,
    ) -> None:
        self.settings = Settings(
            home=folder / "home",
            key_file=str(folder / "key" / "site.key"),
            database_url=postgres.new_database() if postgres else database_url,
            port=free_port(),
            idle_minutes=1440,
            session_hours=240,
        )
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self._plain, self._fork = plain, fork
        self._number = 0
        self._log = (folder / "log").open("ab")
        self._process: subprocess.Popen | None = None
        if not plain:
            shutil.copytree(Settings.from_env().models, self.settings.models)

    def tokens(self, people: int, role: str = "staff") -> list[str]:
        """Sessions of so many people, each with an account of their own."""
        engine, _ = open_sealed(self.settings)
        found = []
        for number in range(people):
            with Session(engine) as session, session.begin():
                account = Account(name=f"river-{role}-{number}", role=role, password_hash="", created_at=time.time())
                session.add(account)
                session.flush()
                account_id = account.id
            found.append(sessions.begin(engine, account_id, time.time(), _LIMITS))
        engine.dispose()
        return found

    def start(self) -> None:
        if not self._fork:
            self._process = self._open()
            self._number = self._process.pid
            return
        if self._process is None:
            self._process = self._open(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        print("start", file=self._process.stdin, flush=True)
        self._number = int(self._process.stdout.readline())

    def _open(self, **more: object) -> subprocess.Popen:
        given = {
            "HOME": self.settings.home,
            "KEY_FILE": self.settings.key_file,
            "DATABASE_URL": self.settings.database_url,
            "PORT": self.settings.port,
            "IDLE_MINUTES": self.settings.idle_minutes,
            "SESSION_HOURS": self.settings.session_hours,
        }
        environment = {**os.environ, **{f"STEADYHAND_{name}": str(value) for name, value in given.items()}}
        options = ["--plain"] * self._plain + ["--fork"] * self._fork
        command = [sys.executable, "-m", "benchmarks.service", *options]
        return subprocess.Popen(
            command, cwd=PROJECT, env=environment, **{"stdout": self._log, "stderr": self._log, **more}
        )

    async def ready(self, patience: float = 300.0) -> float:
        """Seconds until it answers that it is healthy."""
        begun = time.monotonic()
        async with aiohttp.ClientSession() as client:
            while time.monotonic() - begun < patience:
                if not Path(f"/proc/{self._number}").exists():
                    raise SystemExit(f"the service ended by itself: see {self._log.name}")
                try:
                    async with client.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return time.monotonic() - begun
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)
        raise SystemExit("the service was not ready in time")

    def cpu_seconds(self) -> float:
        """What the process has used of the processors so far; it tells less lies than a clock on a busy computer."""
        fields = Path(f"/proc/{self._number}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Send SIGKILL and wait until the process is gone."""
        try:
            os.kill(self._number, signal.SIGKILL)
        except ProcessLookupError:
            return
        if not self._fork:
            self._process.wait()
        while Path(f"/proc/{self._number}").exists():
            time.sleep(0.005)

    def end(self) -> None:
        """Kill it for good."""
        if self._process:
            self.kill()
            self._process.kill()
            self._process.wait()


@dataclass
class Said:
    """What was sent in one conversation; a mark is acknowledged once an answer came."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    seconds_to_refuse: list[float] = field(default_factory=list)


class Writer:
    """One person at the chat: sends a message until it is acknowledged, then the next."""

    def __init__(self, service: Service, token: str, said: Said, chance: random.Random) -> None:
        self._service, self._token, self._said, self._chance = service, token, said, chance
        self._csrf = hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
        self.acknowledged = 0
        self._next()

    async def write(self, stop: asyncio.Event, by_form: bool) -> None:
        cookies, headers = {"steadyhand_session": self._token}, {"Origin": self._service.url}
        async with aiohttp.ClientSession(cookies=cookies, headers=headers) as client:
            while not stop.is_set():
                try:
                    if by_form or self.acknowledged % _FRESH_EVERY == _FRESH_EVERY - 1:
                        await self._forms(client, stop)
                    else:
                        await self._socket(client, stop)
                except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
                    await asyncio.sleep(0.2 + self._chance.random() / 2)

    async def _socket(self, client: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        protocols = ("steadyhand", f"csrf.{self._csrf}")
        async with client.ws_connect(f"{self._service.url}/ws", protocols=protocols, max_msg_size=0) as socket:
            while not stop.is_set() and self.acknowledged % _FRESH_EVERY != _FRESH_EVERY - 1:
                begun = time.monotonic()
                await socket.send_json({"type": "say", "text": self._text, "once": self._once})
                told = await self._told(socket, self._once)
                if told["type"] == "answer":
                    self._taken()
                elif told["type"] == "signed_out":
                    raise SystemExit("a writer was signed out")
                else:
                    self._not_taken(told.get("notice", "?"), begun)
                    await asyncio.sleep(1.0)

    async def _told(self, socket: aiohttp.ClientWebSocketResponse, once: str) -> dict[str, str]:
        while True:
            frame = await socket.receive(timeout=60)
            if frame.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionResetError
            told = frame.json()
            if told["type"] != "working" and told.get("once", once) == once:
                return told

    async def _forms(self, client: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        """A few messages by the plain form, then a new conversation: only once the last message was acknowledged."""
        left = _BY_FORM
        while left and not stop.is_set():
            begun = time.monotonic()
            fields = {"csrf": self._csrf, "text": self._text, "once": self._once}
            async with client.post(f"{self._service.url}/say", data=fields, allow_redirects=False) as answer:
                await answer.read()
                if answer.status in (200, 303):
                    self._taken()
                    left -= 1
                else:
                    self._not_taken(str(answer.status), begun)
                    await asyncio.sleep(1.0)
        form = {"csrf": self._csrf}
        async with client.post(f"{self._service.url}/conversation/new", data=form, allow_redirects=False):
            return

    def _next(self) -> None:
        self._once, self._text = uuid.UUID(int=self._chance.getrandbits(128)).hex, self._chance.choice(SAID)

    def _taken(self) -> None:
        self._said.acknowledged[self._once] = self._text
        self.acknowledged += 1
        self._next()

    def _not_taken(self, why: str, begun: float) -> None:
        self._said.refused[why] += 1
        if why in ("503", "not_saved"):
            self._said.seconds_to_refuse.append(time.monotonic() - begun)


@dataclass(frozen=True)
class Count:
    """What the database says afterwards."""

    stored: int
    lost: int
    doubled: int
    intact: bool


def count(service: Service, said: Said) -> Count:
    """Open every sealed event, and look for each acknowledged message."""
    engine, keys = open_sealed(replace(service.settings))
    conversations = Conversations(engine, keys)
    found: Counter[str] = Counter()
    for conversation in conversations.ids():
        for event in conversations.events(conversation):
            if event["event"] == "user":
                found[mark_digest(event["metadata"]["once"])] += 1
    with Session(engine) as session:
        marks = set(session.scalars(select(TurnMark.mark_digest)))
    sent = {mark_digest(mark_of(once, text)) for once, text in said.acknowledged.items()}
    intact = marks == set(found)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            intact &= connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    doubled = sum(number - 1 for number in found.values())
    return Count(sum(found.values()), len(sent - set(found)), doubled, intact)
