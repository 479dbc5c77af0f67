"""Alerts with random text of staff, each with a canary, counted where they reach Telegram.

Each goes through the outbox and the worker and is sent to a stand-in Bot API that fails now and then. Every body that
arrives must be one of the templates, and no canary may be anywhere in a request. Some items are answered by a press.
"""

from __future__ import annotations

import asyncio
import functools
import json
import random
import re
import time
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.telegram_house import VERA, House, opened
from bot.alerts.messenger import texts
from bot.alerts.tables import Ring
from bot.alerts.worker import Worker
from tests.bot.telegram.people import Someone
from tests.bot.telegram.stand_in import BotApi, Fault

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
