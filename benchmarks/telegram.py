"""What reaches Telegram, counted there: `python -m benchmarks.telegram [--alerts 20000] [--updates 10000] [--seed 1]`.

Alerts: each is raised with random text of staff that carries a canary, goes through the outbox and the worker, and is
sent to a stand-in Bot API that fails now and then. Every body that arrives must be one of the templates, and no canary
may be anywhere in a request. Half the items are answered by a press.

Updates: valid ones are broken at random places and fetched by long polling, from a paired chat, from strangers and from
groups. Counted are errors, what happened for a stranger, and second effects of replays.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import functools
import json
import logging
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts.office import Office
from bot.accounts.service import add_account
from bot.accounts.sessions import Limits
from bot.accounts.tables import Account
from bot.alerts.alerts import Alerts
from bot.alerts.messenger import texts
from bot.alerts.post import Post
from bot.alerts.tables import Ring
from bot.alerts.worker import Worker
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
from tests.bot.telegram.stand_in import TOKEN, BotApi, Fault

VERA = 4001
STRANGERS = (5001, 5002, 5003)
SITUATIONS = ("suicide_self_harm", "missing_person", "trafficker_contact", "medical_emergency", "violence_to_others")
_ALPHABET = "abcdefghij KLMNOP .,;:{}%$<>&\"'/\\\n_*[]()#`~|äßжنק漢🌼\u202e0123456789"
_PIECES = (
    "{code}",
    "{count}",
    "%s",
    "<b>",
    "[a](http://x.example/?t=1)",
    "/open",
    "@a_bell_bot",
    "Code K7QP.",
    "Amina",
)


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
    records = open_records(f"sqlite:///{folder}/records.db")
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


def staff_text(luck: random.Random, number: int) -> str:
    noise = "".join(luck.choice(_ALPHABET) for _ in range(luck.randrange(1, 120)))
    return f"{noise}{luck.choice(_PIECES)} canary{number:06d} {luck.choice(_PIECES)}"


async def send_alerts(many: int, folder: Path, faults: float = 0.03, seed: int = 1) -> dict[str, Any]:
    """Raise, send and count."""
    luck, began = random.Random(seed), time.monotonic()  # noqa: S311
    kinds = (Fault(429, retry_after=1), Fault(500), Fault(599), Fault(-1), Fault(-1, done=True))
    async with BotApi() as api:
        house = opened(folder, api)
        begun_bodies = len(api.bodies)
        async with house.telegram:
            worker = Worker(house.alerts.post, house.telegram)
            api.fault = lambda method: (
                luck.choice(kinds) if method == "sendMessage" and luck.random() < faults else None
            )
            for number in range(many):
                await asyncio.to_thread(_raise, house, luck, number)
                if number % 20 == 19:
                    await worker.tick()
                    _press(house, luck)
            while waiting(house):
                if not await worker.tick():
                    await asyncio.sleep(0.2)
            await asyncio.sleep(0.5)
        codes = {match for body in api.bodies for match in re.findall(r"Code ([A-Z2-9]{4})\.", body)}
        return {
            "alerts": many,
            "delivered": len(codes),
            "messages": len(api.done("sendMessage")),
            "bodies": len(api.bodies) - begun_bodies,
            "other_bodies": [body for body in api.bodies[begun_bodies:] if not is_fixed(body)][:5],
            "canaries": sum("canary" in json.dumps(params) or "Amina" in str(params) for _, params in api.calls),
            "taken_by_a_press": sum(name == "take" for name, _ in house.watched.asked),
            "errors": house.errors.seen[:5],
            "seconds": round(time.monotonic() - began),
        }


def waiting(house: House) -> int:
    with Session(house.office.records) as session:
        wanted = select(func.count()).select_from(Ring).where(Ring.state == "waiting")
        return int(session.scalar(wanted) or 0)


def _raise(house: House, luck: random.Random, number: int) -> None:
    house.alerts.raise_alert(
        conversation=f"talk-{number}",
        raised_by=None,
        situations=[luck.choice(SITUATIONS)] if luck.random() < 0.8 else [],
        words=staff_text(luck, number),
        once=f"mark-{number}",
    )


def _press(house: House, luck: random.Random) -> None:
    vera = Someone(house.api, VERA)
    standing = [one for one in house.api.shown(VERA) if "Code" in one.text]
    for message in standing[-10:]:
        code = re.search(r"Code ([A-Z2-9]{4})", message.text)[1]
        house.api.happen(vera.pressing(f"{luck.choice(('have', 'have', 'pass', 'open'))}:{code}", message.number))
    # What still stands is forgotten by the stand-in, so that it stays quick.
    for message in standing[:-10]:
        house.api.messages.pop((message.chat, message.number), None)


_FIXED = {
    "I have it",
    "Pass on",
    "Open",
    "Noted. Thank you.",
    "A colleague has it already. Thank you.",
    "Passed on.",
} | {
    "This item needs nothing more from you.",
    "Open the usual page.",
}


def is_fixed(body: str) -> bool:
    """A template with a code and a count, word for word, or a button's or a toast's fixed words."""
    return body in _FIXED or bool(_templates().fullmatch(body))


@functools.cache
def _templates() -> re.Pattern[str]:
    shapes = (re.escape(text) for text in texts().values())
    filled = (shape.replace(r"\{code\}", "[A-Z2-9]{4}").replace(r"\{count\}", r"\d{1,6}") for shape in shapes)
    return re.compile("|".join(filled))


def mutated(luck: random.Random, update: dict[str, Any]) -> dict[str, Any]:
    """The update with one to four places broken; its own number stays one, or Telegram could not send it."""
    broken = copy.deepcopy(update)
    for _ in range(luck.randrange(1, 5)):
        place, key = _somewhere(luck, broken)
        if luck.random() < 0.3:
            place.pop(key)
        else:
            place[key] = luck.choice(_JUNK)(luck, place[key])
        if not broken:
            break
    broken["update_id"] = update["update_id"]
    return broken


_JUNK = (
    lambda luck, value: None,
    lambda luck, value: str(value),
    lambda luck, value: [value],
    lambda luck, value: {"id": value},
    lambda luck, value: luck.choice([True, False, 0, -1, 2**31, 2**63, -(2**70), 1.5, 1e308]),
    lambda luck, value: luck.choice(["", "private", "group", "/open", "have:AAAA", "ask:help", "more:9:checklists"]),
    lambda luck, value: luck.choice(["\x00", "\ud800", "\u202e", "x" * 5000, "🌼" * 64, "' or 1=1 --", "{code}"]),
    lambda luck, value: luck.choice([*STRANGERS, VERA, -100777]),
)


def _somewhere(luck: random.Random, update: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """A random place: the part it is in, and its name there."""
    place = update
    while True:
        key = luck.choice(list(place))
        if not isinstance(place[key], dict) or not place[key] or luck.random() < 0.3:
            return place, key
        place = place[key]


def valid(luck: random.Random, api: BotApi, number: int) -> dict[str, Any]:
    """Something somebody could do."""
    someone = Someone(api, number)
    kind = luck.randrange(6)
    if kind < 2:
        return someone.pressing(
            luck.choice(["have:AAAA", "pass:AAAA", "open:AAAA", "ask:principles", "src:help", "x:y"])
        )
    if kind == 2:
        update = someone.adds_the_bot_to(-100_000 - luck.randrange(50))
        api.updates.pop()
        return update
    words = ["/open", "/off", "/digest", "/help", "AAAA-BBBB-CCCC", "What does informed consent mean?", "she cries"]
    return someone.writing(luck.choice(words))


async def send_updates(many: int, folder: Path, seed: int = 2) -> dict[str, Any]:
    """Break, fetch and count."""
    luck, began = random.Random(seed), time.monotonic()  # noqa: S311
    async with BotApi() as api:
        house = opened(folder, api)
        async with house.telegram:
            for number in range(many):
                api.happen(mutated(luck, valid(luck, api, VERA if luck.random() < 0.5 else luck.choice(STRANGERS))))
                if number % 100 == 99:
                    await _until(lambda: not api.updates)
            await _until(lambda: not api.updates)
            asked = list(house.watched.asked)
            replayed = await _replay(house, many // 10)
            last = Someone(api, VERA)
            last.says("/oncall")
            await _until(lambda: any("Your place" in text for text in last.sees))
        spoken = [params for name, params in api.calls if name in ("sendMessage", "deleteMessage")]
        return {
            "updates": many,
            "errors": house.errors.seen[:5],
            "said_to_strangers": sum(int(params["chat_id"]) != VERA for params in spoken),
            "done_for_strangers": sum(house.vera not in given for name, given in asked if name not in _FOR_ALL),
            "done_for_vera": len(asked),
            "answers_to_vera": len(api.done("sendMessage")),
            "groups_left": len(api.done("leaveChat")),
            "second_effects_of_replays": replayed,
            "still_answers": True,
            "seconds": round(time.monotonic() - began),
        }


#: Asked without an account, because everybody gets the same.
_FOR_ALL = frozenset({"on_call", "digest"})


async def _replay(house: House, many: int) -> int:
    """Send the same press again and again; how often it did something after the first time."""
    press = Someone(house.api, VERA).pressing("have:AAAA")
    before = len(house.watched.asked)
    for _ in range(many):
        house.api.updates.append(press)
        house.api.happen({"update_id": next(house.api.ids)})
        await asyncio.sleep(0)
    await _until(lambda: not house.api.updates)
    return max(len(house.watched.asked) - before - 1, 0)


async def _until(there: Any, seconds: float = 600.0) -> None:
    ends = time.monotonic() + seconds
    while not there():
        if time.monotonic() > ends:
            raise TimeoutError
        await asyncio.sleep(0.01)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=20_000)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="other random texts and faults")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        alerts = asyncio.run(send_alerts(wanted.alerts, Path(one), seed=wanted.seed)) if wanted.alerts else {}
        print(json.dumps(alerts, ensure_ascii=False), flush=True)
        updates = asyncio.run(send_updates(wanted.updates, Path(two), seed=wanted.seed)) if wanted.updates else {}
        print(json.dumps(updates, ensure_ascii=False), flush=True)
    return 0 if holds(alerts) and holds(updates) else 1


def holds(figures: dict[str, Any]) -> bool:
    """Whether nothing happened that must not."""
    bad = ("other_bodies", "canaries", "errors", "said_to_strangers", "done_for_strangers", "second_effects_of_replays")
    complete = figures.get("delivered", 0) == figures.get("alerts", 0)
    return complete and not any(figures.get(name) for name in bad)


if __name__ == "__main__":
    sys.exit(main())
