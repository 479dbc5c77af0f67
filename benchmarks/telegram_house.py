"""A site with one paired supervisor in front of a stand-in Bot API, for what is counted there."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.office import Office
from bot.accounts.service import add_account
from bot.accounts.sessions import Limits
from bot.accounts.tables import Account
from bot.alerts.alerts import Alerts
from bot.alerts.post import Post
from bot.gateway.pace import Pace
from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.settings import Settings
from bot.telegram import pairing
from bot.telegram.telegram import Telegram
from knowledge.guidance.desk import Desk
from knowledge.store import open_store
from tests.bot.telegram.fakes import SITE, FakeDoor
from tests.bot.telegram.people import Someone
from tests.bot.telegram.stand_in import TOKEN, BotApi

VERA = 4001
STRANGERS = (5001, 5002, 5003)


class Errors(logging.Handler):
    """Counts what the program reports as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name}: {record.msg}")


class Watched:
    """Alerts, and what was asked of them by whom."""

    def __init__(self, alerts: Alerts) -> None:
        self._alerts = alerts
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        def ask(*given: Any) -> Any:
            self.asked.append((name, given))
            return getattr(self._alerts, name)(*given)

        return ask


@dataclass
class House:
    """A site with one paired supervisor."""

    alerts: Alerts
    watched: Watched
    office: Office
    telegram: Telegram
    api: BotApi
    vera: int
    errors: Errors = field(default_factory=Errors)


def opened(folder: Path, api: BotApi, **other: Any) -> House:
    # Counted is what reaches Telegram: how long a write waits on a busy computer is no error here.
    records = open_records(f"sqlite:///{folder}/records.db", busy_seconds=60)
    upgrade(records)
    keys = KeyRing.open(records, KeyFile(folder / "site.key"))
    store = open_store(f"sqlite:///{folder}/content.db")
    add_account(records, "vera-1", "supervisor")
    with Session(records) as session:
        vera = session.scalar(select(Account.id))
    alerts = Alerts(Post(records, keys, store, minutes=1e6))
    office = Office(records, keys.for_site(records), Limits(900, 28800))
    (folder / "token").write_text(TOKEN)
    settings = Settings(home=folder, telegram_token_file=str(folder / "token"), telegram_api=api.url, **other)
    watched = Watched(alerts)
    telegram = Telegram(settings, office, Desk(store, SITE), FakeDoor(store), watched)
    telegram._reception._supervisors = Pace(burst=10**9)  # nobody here is too fast
    pairing.pair(office, VERA, pairing.new_code(office, vera, time.time()), time.time())
    for number in (VERA, *STRANGERS):
        Someone(api, number)
    house = House(alerts, watched, office, telegram, api, vera)
    logging.getLogger("bot").addHandler(house.errors)
    return house


async def until(there: Any, seconds: float = 600.0) -> None:
    ends = time.monotonic() + seconds
    while not there():
        if time.monotonic() > ends:
            raise TimeoutError
        await asyncio.sleep(0.01)
