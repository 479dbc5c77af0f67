"""The service of a drill, in a process of its own that can be killed: the real records, gateway, door and assistant.

It differs from `steadyhand serve` in three things: it does not train when the model is older than the content; with
`--plain` a stand-in answers, so that what is tried is the keeping alone; with `--fork` a start spares the imports.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.alerts.watch import Watch
from bot.assembly import open_desk, opened
from bot.cases.shelf import Shelf
from bot.conversation import Door
from bot.engine.engine import quiet_rasa
from bot.gateway.app import create_app
from bot.records.conversations import Conversations
from bot.records.database import NotStored
from bot.records.opening import open_sealed
from bot.settings import Settings
from knowledge.answer import Answer


class PlainAssistant:
    """Keeps every message and one fixed answer as the engine does, and understands nothing."""

    def __init__(self, records: Conversations) -> None:
        self._records = records
        self._turns: dict[str, asyncio.Lock] = {}
        self._threads = ThreadPoolExecutor(16)

    async def handle(
        self, conversation: str, text: str, metadata: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        async with self._turns.setdefault(conversation, asyncio.Lock()):
            try:
                kept = asyncio.get_running_loop().run_in_executor(
                    self._threads, self._kept, conversation, text, metadata or {}
                )
                return await asyncio.wait_for(kept, 2.5)
            except Exception as error:
                raise NotStored(type(error).__name__) from None

    async def parse(self, text: str, practice: bool = False) -> dict[str, Any]:
        return {"text": text}

    async def events(self, conversation: str) -> list[dict[str, Any]]:
        return await asyncio.to_thread(self._records.events, conversation)

    def _kept(self, conversation: str, text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        once = metadata.get("once", "")
        known = self._records.turn(conversation, once)
        if known is not None:
            return [event["data"] for event in known if event["event"] == "bot"]
        answer = {"custom": {"answer": Answer(kind="greeting", lead="Kept.").model_dump(mode="json")}}
        events = [
            {"event": "user", "text": text, "metadata": metadata},
            {"event": "action", "name": "action_greet"},
            {"event": "bot", "data": answer},
            {"event": "slot", "name": "seen", "value": []},
        ]
        self._records.append(conversation, len(self._records.events(conversation)), events, [(0, once)])
        return [answer]


class NothingFound:
    def find_all(self, text: str) -> list[Any]:
        return []


@contextmanager
def application(settings: Settings, plain: bool) -> Iterator[web.Application]:
    if not plain:
        with opened(settings) as house:
            seals, store, site = house.keys.for_site(house.records), house.desk.store, house.desk.site
            kept = {"alerts": house.alerts, "shelf": house.shelf, "rooms": house.rooms}
            yield create_app(settings, house.door, store, site, house.records, seals, **kept)
        return
    desk = open_desk(settings)
    records, keys = open_sealed(settings)
    post = Post(records, keys, desk.store, minutes=settings.alert_minutes)
    door = Door(PlainAssistant(Conversations(records, keys, [Watch(post)])), desk, NothingFound())
    seals = keys.for_site(records)
    kept = {"alerts": Alerts(post), "shelf": Shelf(records, keys, NothingFound())}
    yield create_app(settings, door, desk.store, desk.site, records, seals, **kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", action="store_true", help="a stand-in for the assistant")
    parser.add_argument(
        "--fork", action="store_true", help="for each line of input start one in a copy of this process"
    )
    given = parser.parse_args()
    settings = Settings.from_env()
    if given.fork and not _is_copy(given.plain):
        return
    with application(settings, given.plain) as app:
        web.run_app(app, host=settings.host, port=settings.port, print=None, access_log=None)


def _is_copy(plain: bool) -> bool:
    """Import everything once; then true in each copy, whose number is printed, and false when the input ends."""
    if not plain:
        quiet_rasa()
        import rasa.core.agent  # noqa: F401
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        number = os.fork()
        if not number:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return True
        print(number, flush=True)
    return False


if __name__ == "__main__":
    main()
