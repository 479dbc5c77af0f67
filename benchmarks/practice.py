"""How long a reply in practice takes: `python -m benchmarks.practice [--talks 20] [--replies 10]`.

Through the real gateway with the trained assistant and records on disk: masking, moves, the resident's answer, sealing,
and the whole page with the feedback, redirect included. The words are held-out replies of trainees. Prints p50 and p95
in milliseconds and exits with 1 when p50 is over 150.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.service import account_named, add_account
from bot.assembly import House, opened
from bot.cases.shelf import Shelf
from bot.gateway import keys
from bot.gateway.app import create_app
from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.settings import PROJECT, Settings

MOST_MS = 150.0
REPLIES = PROJECT / "tests" / "understanding" / "test" / "moves.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=20)
    parser.add_argument("--replies", type=int, default=10, help="replies of each talk")
    arguments = parser.parse_args()
    words = [json.loads(line)["text"] for line in REPLIES.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder, opened(Settings.from_env(), keep_records=False) as house:
        taken = asyncio.run(measure(house, Path(folder), words, arguments.talks, arguments.replies))
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"{len(taken)} replies with feedback: p50 {p50:.0f} ms, p95 {p95:.0f} ms (load {os.getloadavg()[0]:.1f})")
    return 0 if p50 <= MOST_MS else 1


async def measure(house: House, folder: Path, words: list[str], talks: int, replies: int) -> list[float]:
    """Milliseconds of each reply until its page was read."""
    records = open_records(f"sqlite:///{folder / 'records.db'}")
    upgrade(records)
    ring = KeyRing.open(records, KeyFile(folder / "site.key"))
    shelf = Shelf(records, ring, house.door._finder)
    app = create_app(
        house.settings, house.door, house.desk.store, house.desk.site, records, ring.for_site(records), shelf=shelf
    )
    app[keys.FORM_PACE]._burst = app[keys.PACE]._burst = 1e9
    add_account(records, "trainee", "staff")
    with Session(records) as session:
        number = account_named(session, "trainee").id
    token = sessions.begin(records, number, time.time(), app[keys.OFFICE].limits)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        return await _talks(f"http://127.0.0.1:{runner.addresses[0][1]}", token, words, talks, replies)
    finally:
        await runner.cleanup()
        records.dispose()


async def _talks(url: str, token: str, words: list[str], talks: int, replies: int) -> list[float]:
    csrf = hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
    headers = {"Cookie": f"steadyhand_session={token}", "Origin": url}
    taken: list[float] = []
    async with aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as client:

        async def send(path: str, **fields: str) -> tuple[str, str]:
            async with client.post(url + path, data={"csrf": csrf, **fields}) as answer:
                return str(answer.url), await answer.text()

        for talk in range(talks):
            where, page = await send("/practice/begin", resident="salma", level="1", feedback="each")
            place = where.partition("?")[0].removeprefix(url)
            for turn in range(1, replies + 1):
                text = words[(talk * replies + turn) % len(words)]
                begun = time.perf_counter()
                _, page = await send(f"{place}/reply?take=1", text=text, turn=str(turn), once="")
                if f'id="turn-{turn}"' not in page:  # asked whether it is real, or left practice
                    break
                taken.append((time.perf_counter() - begun) * 1000)
                if not re.search("<textarea", page):  # the resident has left
                    break
    return taken


if __name__ == "__main__":
    sys.exit(main())
