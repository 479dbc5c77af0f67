"""The webhook takes what Telegram brings with path and secret, and nothing else."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession

from bot.telegram.hook import hook, listening
from bot.telegram.line import Line
from tests.bot.telegram.conftest import until
from tests.bot.telegram.people import Someone
from tests.bot.telegram.stand_in import BotApi


@pytest.fixture
def taken():
    return []


@pytest.fixture
async def bound(api, settings, taken, unused_tcp_port):
    """The stand-in brings updates here."""

    async def receive(update):
        taken.append(update)

    line, public = Line(settings.telegram_token, api.url), f"http://127.0.0.1:{unused_tcp_port}"
    task = asyncio.create_task(hook(line, receive, public, "127.0.0.1", unused_tcp_port))
    await until(lambda: api.webhook)
    yield api
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await line.close()


async def test_an_update_with_the_secret_is_taken(bound: BotApi, taken):
    update = Someone(bound, 4001).writing("/open")
    assert await bound.push(update) == 200
    assert taken == [update]
    assert len(bound.webhook["secret_token"]) >= 40 and bound.webhook["max_connections"] == "1"


async def test_a_thousand_without_or_with_another_secret_change_nothing(bound: BotApi, taken):
    update = Someone(bound, 4001).writing("/open")
    answers = [await bound.push(update, secret) for secret in ("", "wrong", bound.webhook["secret_token"][:-1], "é")]
    async with ClientSession() as session:
        base, _, path = bound.webhook["url"].rpartition("/")
        own = {"X-Telegram-Bot-Api-Secret-Token": bound.webhook["secret_token"]}
        for number in range(996):
            where = f"{base}/{path[:-1]}" if number % 2 else f"{base}/{'x' * (number % 80 + 1)}"
            answers.append((await session.post(where, json=update, headers=own)).status)
        assert (await session.get(bound.webhook["url"], headers=own)).status in (404, 405)
    assert set(answers) == {404} and taken == []


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"\xff\xfe", b"null", b"x" * 300_000], ids=len)
async def test_whatever_comes_with_the_secret_gets_200_so_that_it_is_not_sent_again(bound: BotApi, body):
    headers = {"X-Telegram-Bot-Api-Secret-Token": bound.webhook["secret_token"]}
    async with ClientSession() as session:
        assert (await session.post(bound.webhook["url"], data=body, headers=headers)).status == 200


async def test_path_and_secret_are_new_at_each_start():
    async def receive(update):
        return None

    async with listening("127.0.0.1", 0, receive) as first, listening("127.0.0.1", 0, receive) as second:
        assert len({first[0], first[1], second[0], second[1]}) == 4
