"""The bell rings with a code and nothing else, once for each mark, and says when it cannot."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.alerts.messenger import TEMPLATES, CannotReach, TryLater, texts
from bot.telegram import sent
from bot.telegram.tables import TelegramMessage
from tests.bot.telegram.conftest import until
from tests.bot.telegram.stand_in import Fault, buttons


async def test_a_supervisor_sees_a_code_and_three_buttons_and_nothing_else(vera, api, telegram, supervisor):
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    message = api.shown(vera.number)[-1]
    assert message.text == "An item needs your attention. Code K7QP. Open the usual page."
    assert [button["text"] for button in buttons(message.params)] == ["I have it", "Pass on", "Open"]
    assert {button["callback_data"] for button in buttons(message.params)} == {"have:K7QP", "pass:K7QP", "open:K7QP"}
    assert message.params["protect_content"] == "true"


@pytest.mark.parametrize("template", TEMPLATES)
async def test_every_template_arrives_as_it_is_written(vera, telegram, supervisor, template):
    await telegram.deliver(supervisor, template, "K7QP", 3, "ring-1")
    assert vera.sees[-1] == texts()[template].format(code="K7QP", count=3)


async def test_open_leads_to_a_plain_address_where_the_site_gave_one(open_telegram, api, office, supervisor):
    from bot.telegram import pairing
    from tests.bot.telegram.people import Someone

    vera = Someone(api, 4001)
    pairing.pair(office, 4001, pairing.new_code(office, supervisor, time.time()), time.time())
    async with open_telegram(telegram_open="https://help.example.org") as telegram:
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert buttons(api.shown(vera.number)[-1].params)[-1]["url"] == "https://help.example.org"


async def test_a_message_asked_for_again_is_not_shown_again(vera, telegram, supervisor):
    first = await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1") == first
    await telegram.deliver(supervisor, "item_waiting", "K7QP", 0, "ring-2")
    assert len([text for text in vera.sees if "K7QP" in text]) == 2


async def test_who_has_no_chat_or_blocked_the_bot_cannot_be_reached(vera, api, telegram, supervisor):
    with pytest.raises(CannotReach, match="not_paired"):
        await telegram.deliver(supervisor + 1, "item_new", "K7QP", 0, "ring-1")
    api.blocked.add(vera.number)
    with pytest.raises(CannotReach, match="blocked"):
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-2")
    api.blocked.clear()
    api.chats.clear()
    with pytest.raises(CannotReach, match="refused"):
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-3")


@pytest.mark.parametrize(
    "fault, seconds",
    [(Fault(429, retry_after=17), 17), (Fault(500), 2), (Fault(502), 2), (Fault(599), 2), (Fault(-1), 2)],
    ids=str,
)
async def test_a_bell_that_does_not_ring_now_says_when_to_try_again(vera, api, telegram, supervisor, fault, seconds):
    api.fault = lambda method: fault if method == "sendMessage" else None
    with pytest.raises(TryLater) as later:
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert later.value.seconds == seconds
    api.fault = lambda method: None
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert vera.sees[-1].startswith("An item needs")


async def test_a_telegram_that_never_answers_is_given_up(vera, api, telegram, supervisor):
    telegram._line._patience = 1.0
    api.fault = lambda method: Fault(0) if method == "sendMessage" else None
    with pytest.raises(TryLater):
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")


async def test_a_token_that_is_refused_is_read_again_from_its_file(vera, api, telegram, supervisor, settings):
    file = settings.telegram_token
    right = file.read_text()
    await telegram._line.close()
    file.write_text("123456789:AAE-another-token-that-was-revoked-just-now")
    with pytest.raises(TryLater) as later:
        await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert later.value.seconds == 30
    file.write_text(right)
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")


async def test_the_worker_may_ring_from_another_thread(vera, telegram, supervisor):
    ringing = telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    assert await asyncio.to_thread(asyncio.run, ringing)
    assert "K7QP" in vera.sees[-1]


async def test_before_telegram_runs_the_bell_asks_for_patience(open_telegram, supervisor):
    with pytest.raises(TryLater):
        await open_telegram().deliver(supervisor, "item_new", "K7QP", 0, "ring-1")


async def test_what_is_settled_takes_the_older_messages_of_its_item_down(vera, telegram, supervisor):
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    await telegram.deliver(supervisor, "item_new", "ABCD", 0, "ring-2")
    await telegram.deliver(supervisor, "item_settled", "K7QP", 0, "ring-3")
    await until(lambda: not [text for text in vera.sees if "Code K7QP" in text])
    assert vera.sees[-1] == "Item K7QP needs nothing more from you."
    assert any("ABCD" in text for text in vera.sees)


async def test_after_a_day_a_message_is_deleted_although_nobody_pressed_anything(vera, telegram, records, supervisor):
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    await telegram._bell.tidy()
    assert "K7QP" in vera.sees[-1]
    with Session(records) as session, session.begin():
        session.execute(update(TelegramMessage).values(sent_at=time.time() - 25 * 3600))
    await telegram._bell.tidy()
    await until(lambda: "K7QP" not in "".join(vera.sees))
    assert sent.standing(records, supervisor, "K7QP") == []
