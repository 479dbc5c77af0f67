"""200 strings nobody ever wrote are put into everything that can be filled in, and none is found in any file.

The whole service runs, at log level debug, with faults: a locked database, broken requests, wrong codes. Then a purge
and a backup are made. `./run pytest -s tests/system/test_canaries.py` prints what was found, and that strings planted on
purpose are found in every way of writing them.
"""

import asyncio
import base64
import os
import re
import signal
import socket
import subprocess
import sys
import time

import aiohttp
import pytest
from sqlalchemy import create_engine, text

from benchmarks.canaries import canaries, found_in, packed
from bot.records.backup import new_key
from bot.settings import PROJECT

pytestmark = [pytest.mark.rasa, pytest.mark.system]
PASSWORD = "lantern-orbit-velvet-tuba"
#: Of how the assistant understood a message; none of it may stand readable beside the sealed events.
UNDERSTOOD = (b"describe_behaviour", b"action_", b"session_started", b"user_uttered", b"suicide_self_harm", b"slot")


class Site:
    """One service in a folder of its own, everything of it under that folder."""

    def __init__(self, folder, models, given, database_url):
        self.database_url = database_url
        self.folder, self.home, self.log = folder, folder / "home", folder / "log"
        self.home.mkdir()
        (folder / "tmp").mkdir()
        (self.home / "models").symlink_to(models)
        self.site = folder / "site.yml"
        contacts = "\n".join(f'  {role}: {{phone: "+44 20 7946 0112", note: "{word}"}}' for role, word in given.items())
        self.site.write_text(f'emergency_number: "112"\ncontacts:\n{contacts}\n')
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")},
            "STEADYHAND_HOME": str(self.home),
            "STEADYHAND_DATABASE_URL": database_url,
            "STEADYHAND_SITE": str(self.site),
            "STEADYHAND_PORT": str(self.port),
            "STEADYHAND_LOG_LEVEL": "debug",
            "STEADYHAND_BACKUP_KEY": new_key()[1],
            "XDG_CONFIG_HOME": str(folder / "config"),
            "TMPDIR": str(folder / "tmp"),
        }

    def run(self, *arguments):
        command = [sys.executable, "-m", "bot.cli.main", *arguments]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, capture_output=True, text=True, timeout=300, check=True
        ).stdout

    def start(self):
        command = [sys.executable, "-m", "bot.cli.main", "serve"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 240
        while "Stop with" not in self.log.read_text():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()[-2000:]
            time.sleep(0.2)
        return re.search(r"/join\?code=(\S+)", self.log.read_text())[1]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)


class Person:
    """Somebody with a browser, who fills canaries in everywhere."""

    def __init__(self, site, web, words):
        self.site, self.web, self.words = site, web, words
        self.sent = []

    def some(self, number=1):
        """Words that were not used before, as one text."""
        taken = [self.words.pop() for _ in range(number)]
        self.sent += taken
        return " ".join(taken)

    async def token(self, path):
        async with self.web.get(self.site.url + path) as answer:
            return re.search(r'name="csrf" value="([^"]+)"', await answer.text())[1]

    async def post(self, page, path, **fields):
        data = {"csrf": await self.token(page), **fields}
        async with self.web.post(self.site.url + path, data=data, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def come_in(self, code):
        assert (await self.post("/join", "/join", code=code, name="river-12", password=PASSWORD))[0] == 303

    async def before_signing_in(self):
        for _ in range(5):
            await self.post("/sign-in", "/sign-in", name=self.some(), password=self.some())
            await self.post("/join", "/join", code=self.some(), name=self.some(), password=self.some())
            await self.post("/new-password", "/new-password", code=self.some(), password=self.some())

    async def chat(self):
        for _ in range(6):
            text = f"She told me {self.some(3)} and will not look at any of us, it was her own fault"
            await self.post("/", "/say", text=text, once=self.some())
        await self.post("/", "/say", choice=self.some(), once=self.some())
        async with self.web.get(self.site.url + "/") as answer:
            shown = await answer.text()
        return sum(word in shown for word in self.sent)

    async def socket(self):
        protocols = ("steadyhand", f"csrf.{await self.token('/')}")
        async with self.web.ws_connect(self.site.url + "/ws", protocols=protocols, origin=self.site.url) as ws:
            for kind, field in [("say", "text")] * 8 + [("choose", "choice")] * 3 + [(self.some(), self.some())]:
                await ws.send_json({"type": kind, field: f"he shouted {self.some(4)}", "once": self.some()})
                while (await ws.receive_json(timeout=60))["type"] == "working":
                    pass
            await ws.send_str(f'{{"type": "say", "text": "{self.some()}')
            await ws.send_bytes(self.some().encode())
            await asyncio.sleep(1)

    async def everything_else(self):
        for _ in range(5):
            headers = {"User-Agent": self.some(), "Referer": f"http://{self.some()}/", "X-Forwarded-For": self.some()}
            path = f"/library/{self.some()}/{self.some()}?q={self.some()}"
            async with self.web.get(self.site.url + path, headers=headers) as answer:
                assert answer.status == 404
            async with self.web.get(f"{self.site.url}/library?q={self.some()}&{self.some()}=1") as answer:
                assert answer.status == 200
            async with self.web.get(f"{self.site.url}/", cookies={self.some(): self.some()}) as answer:
                await answer.read()
        await self.post("/account", "/account/password", current=self.some(), password=self.some())
        form = aiohttp.FormData()
        form.add_field("text", self.some().encode(), filename=self.some(), content_type="text/plain")
        async with self.web.post(self.site.url + "/say", data=form) as answer:
            assert answer.status < 500
        async with self.web.post(self.site.url + "/say", json={self.some(): self.some()}) as answer:
            assert answer.status < 500

    async def broken_requests(self):
        lines = [
            f"GET /{self.some()} HTTP/1.1\r\nHost: {self.some()}\r\nBad Header {self.some()}\r\n\r\n",
            f"{self.some()} / HTTP/9.9\r\n\r\n",
            f"POST /say HTTP/1.1\r\nHost: x\r\nContent-Length: {self.some()}\r\n\r\n",
            f"POST /say HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n{self.some()}",
        ]
        for line in lines:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.site.port)
            writer.write(line.encode())
            await writer.drain()
            await asyncio.wait_for(reader.read(200), 10)
            writer.close()

    async def while_the_database_is_locked(self):
        token = await self.token("/")
        lock = create_engine(self.site.database_url, isolation_level="AUTOCOMMIT")
        is_sqlite = lock.dialect.name == "sqlite"
        with lock.connect() as connection:
            connection.exec_driver_sql("BEGIN EXCLUSIVE" if is_sqlite else "BEGIN")
            if not is_sqlite:
                connection.exec_driver_sql("LOCK TABLE record_key IN ACCESS EXCLUSIVE MODE")
            data = {"csrf": token, "text": f"he said {self.some(4)}", "once": self.some()}
            async with self.web.post(self.site.url + "/say", data=data) as answer:
                status = answer.status
            connection.exec_driver_sql("ROLLBACK")
        lock.dispose()
        return status


async def use(site, code, words):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        person = Person(site, web, words)
        await person.come_in(code)
        shown = await person.chat()
        await person.socket()
        await person.everything_else()
        locked = await person.while_the_database_is_locked()
        await person.broken_requests()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        stranger = Person(site, web, words)
        await stranger.before_signing_in()
        while words:  # whatever is left goes where most is typed
            async with web.get(f"{site.url}/emergency?{stranger.some()}") as answer:
                assert answer.status == 200
    return shown, locked


def planted_on_purpose(site, words):
    """Each control word in its own way: a row of the database, logs in several encodings, a packed file."""
    engine = create_engine(site.database_url)
    with engine.begin() as base:
        row = "insert into conversation_event values ('control', 0, :word)"
        base.execute(text(row), {"word": words[0].encode()})
    engine.dispose()
    (site.folder / "tmp" / "utf16").write_bytes(b"x" + words[1].encode("utf-16-le"))
    (site.folder / "tmp" / "hex").write_text(f"xx{words[2].encode().hex()}xx")
    (site.folder / "tmp" / "packed").write_bytes(b"old log " + packed(words[3]))
    for shift in range(3):
        written = base64.b64encode(b"x" * shift + words[4 + shift].encode() + b" and more")
        (site.folder / "tmp" / f"base64-{shift}").write_bytes(written)


def test_no_word_anybody_filled_in_is_found_in_any_file(trained, tmp_path, records_url, request):
    folders = [tmp_path]
    if records_url.startswith("postgres"):
        folders.append(request.getfixturevalue("postgres").folder)
    words = canaries(207)
    control, words = words[:7], words[7:]
    everything = list(words)
    roles = ("duty_supervisor", "manager", "lawyer")
    site = Site(tmp_path, trained.models, {role: words.pop() for role in roles}, records_url)
    code = site.start()
    try:
        shown, locked = asyncio.run(use(site, code, words))
        running = found_in(folders, everything, but_not=[site.site])
        backup = site.run("backup", "make").split()[0]
    finally:
        site.stop()
    site.run("purge")
    stopped = found_in(folders, everything, but_not=[site.site])
    records = b"".join(path.read_bytes() for path in (tmp_path / "deep").glob("records.db*"))
    planted_on_purpose(site, control)
    print(
        f"\n{records_url.partition(':')[0]}: canaries found: {len(running)} of {len(everything)} while running, {len(stopped)} after stop, purge and "
        f"backup ({os.path.getsize(backup)} bytes); planted on purpose and found: "
        f"{len(found_in(folders, control))} of {len(control)}; shown to their writer: {shown}"
    )
    assert shown >= 10 and locked == 503
    assert (running, stopped) == ({}, {})
    assert [word for word in UNDERSTOOD if word in records] == []
    assert set(found_in(folders, control)) == set(control)
    log = site.log.read_text().partition("Stop with Ctrl+C.\n")[2]
    assert '"route": "say"' in log and all(line.startswith("{") for line in log.splitlines())
