"""Broken updates from a paired chat, from strangers and from groups, fetched by long polling.

Valid ones are broken at random places. Counted are errors, what happened for a stranger, and second effects of replays.
"""

from __future__ import annotations

import asyncio
import copy
import random
import time
from pathlib import Path
from typing import Any

from benchmarks.telegram_house import STRANGERS, VERA, House, opened, until
from tests.bot.telegram.people import Someone
from tests.bot.telegram.stand_in import BotApi


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
                    await until(lambda: not api.updates)
            await until(lambda: not api.updates)
            asked = list(house.watched.asked)
            replayed = await _replay(house, many // 10)
            last = Someone(api, VERA)
            last.says("/oncall")
            await until(lambda: any("Your place" in text for text in last.sees))
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
    await until(lambda: not house.api.updates)
    return max(len(house.watched.asked) - before - 1, 0)
