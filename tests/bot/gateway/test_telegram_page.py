"""A supervisor's page about Telegram: a code shown once, what is paired, and the way out."""

from __future__ import annotations

import re
import time

import pytest

from bot.gateway import keys
from bot.telegram import pairing


class Bot:
    bot_name = "a_bell_bot"


@pytest.fixture
def with_telegram(app):
    app[keys.TELEGRAM] = Bot()


async def page(caller, path="/telegram", method="GET"):
    answer = await caller.send(method, path)
    return await answer.text() if answer.status == 200 else answer.headers["Location"]


async def test_without_telegram_the_page_says_so_and_gives_no_code(at_the_door):
    vera = at_the_door("supervisor")
    assert "not set up at this site" in await page(vera)
    assert "big-code" not in await page(vera, "/telegram/pair", "POST")


async def test_a_supervisor_makes_a_code_pairs_and_lets_go(with_telegram, at_the_door, app):
    vera = at_the_door("supervisor")
    assert "No chat is paired" in await page(vera)
    shown = await page(vera, "/telegram/pair", "POST")
    code = re.search(r'big-code">([A-Z0-9-]+)<', shown)[1]
    assert "@a_bell_bot" in shown and code not in await page(vera)
    assert pairing.pair(app[keys.OFFICE], 4001, code, time.time()) == vera.account_id
    assert "A chat is paired" in await page(vera)
    assert (await page(vera, "/telegram/unpair", "POST")).startswith("/telegram?said=unpaired")
    assert "No chat is paired with your account any more" in await page(vera, "/telegram?said=unpaired")
    assert pairing.account_of(app[keys.OFFICE], 4001) is None


async def test_a_code_pairs_only_who_asked_for_it(with_telegram, at_the_door, app):
    vera = at_the_door("supervisor")
    await page(vera, "/telegram/pair", "POST")
    assert "Telegram" in await page(vera, "/account")
    assert "/telegram" not in await page(at_the_door("staff"), "/account")
