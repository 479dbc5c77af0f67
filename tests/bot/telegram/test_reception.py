"""Who is let in, who is not, and what is left behind of what was typed: nothing."""

from __future__ import annotations

import asyncio
import io
import logging
import time

import pytest

from bot.alerts.messenger import TryLater
from bot.logs import ContentFreeFormatter
from bot.settings import Settings, SettingsError
from tests.bot.telegram.conftest import until
from tests.bot.telegram.stand_in import TOKEN, Fault


async def test_strangers_get_no_answer_whatever_they_do(vera, stranger, api, alerts, door):
    before = len(api.bodies)
    for words in ("/start", "/open", "/help", "hello", "What does informed consent mean?"):
        stranger.says(words)
    api.happen(stranger.pressing("have:K7QP"))
    api.happen(stranger.pressing("ask:principles"))
    vera.says("/oncall")
    await until(lambda: "Your place" in vera.sees[-1])
    assert stranger.sees == [] and alerts.of == [] and door.read == [] and len(api.bodies) == before + 1


async def test_a_group_is_left_without_a_word(vera, api):
    vera.adds_the_bot_to(-100777)
    await until(lambda: api.done("leaveChat"))
    vera.says("/open", chat={"id": -100777, "type": "supergroup"})
    vera.says("/oncall")
    await until(lambda: "Your place" in vera.sees[-1])
    assert [call["chat_id"] for call in api.done("leaveChat")] == ["-100777"]
    assert not [message for message in api.messages.values() if message.chat == -100777 and message.by_bot]


async def test_a_supervisor_in_a_group_is_not_answered_there(vera, api, alerts):
    press = vera.pressing("have:K7QP")
    press["callback_query"]["message"]["chat"] = {"id": -100777, "type": "group"}
    api.happen(press)
    vera.says("/oncall")
    await until(lambda: "Your place" in vera.sees[-1])
    assert alerts.of == []


async def test_an_update_that_nobody_could_read_holds_nobody_up(vera, api):
    for raw in ({"update_id": next(api.ids), "message": {"chat": 7}}, {"update_id": next(api.ids), "message": [[[]]]}):
        api.happen(raw)
    vera.says("/oncall")
    await until(lambda: "Your place" in vera.sees[-1])
    await until(lambda: not api.updates)


async def test_fetching_goes_on_after_floods_faults_silence_and_somebody_elses_webhook(vera, api):
    faults = [Fault(500), Fault(429, retry_after=1), Fault(599), Fault(-1)]
    api.fault = lambda method: faults.pop() if method == "getUpdates" and faults else None
    api.webhook = {"url": "https://elsewhere.example"}
    vera.says("/off")  # the poll that was already under way
    await until(lambda: not faults and not api.webhook, 60)
    vera.says("/oncall")
    await until(lambda: "Your place" in vera.sees[-1], 60)


async def test_a_press_waits_for_records_that_are_away_for_a_moment(vera, api, alerts, monkeypatch):
    from sqlalchemy.exc import OperationalError

    from bot.telegram import pairing

    whose, away = pairing.account_of, [1, 1]

    def account_of(*given):
        if away:
            away.pop()
            raise OperationalError("select", {}, Exception("locked"))
        return whose(*given)

    monkeypatch.setattr(pairing, "account_of", account_of)
    api.happen(vera.pressing("have:K7QP"))
    await until(lambda: alerts.of)


async def test_what_a_supervisor_types_is_in_no_file_and_no_log_and_the_token_neither(
    vera, api, telegram, supervisor, records, tmp_path
):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ContentFreeFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        for words in (
            "canary-one she ran away",
            "canary-two what helps with anger?",
            "/canarythree",
            "canary-four 1234",
        ):
            vera.says(words)
        api.fault = lambda method: Fault(-1) if method == "sendMessage" else None
        with pytest.raises(TryLater):
            await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
        await until(lambda: not api.updates)
        await asyncio.sleep(0.2)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    settings_file = tmp_path / "bot.token"
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != settings_file)
    assert b"canary" not in kept and b"4001" not in kept
    assert "canary" not in written.getvalue() and TOKEN.partition(":")[2] not in written.getvalue()
    assert written.getvalue()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"telegram_token_file": ""}, "is not set"),
        ({"telegram_token_file": "/nowhere/token"}, "cannot be read"),
        ({"telegram_open": "https://help.example.org/?token=secret"}, "TELEGRAM_OPEN is no plain web address"),
        ({"telegram_open": "ftp://help.example.org"}, "TELEGRAM_OPEN"),
        ({"telegram_api": "api.telegram.org"}, "TELEGRAM_API"),
    ],
)
async def test_a_setting_that_cannot_work_is_named_and_the_token_is_not(open_telegram, wrong, words):
    with pytest.raises(SettingsError, match=words) as error:
        open_telegram(**wrong)
    assert TOKEN not in str(error.value)


def test_a_file_that_holds_no_token_is_not_quoted(tmp_path):
    from bot.telegram.line import TokenError, read_token

    file = tmp_path / "bot.token"
    file.write_text("hunter2")
    with pytest.raises(TokenError, match="holds no bot token") as error:
        read_token(file)
    assert "hunter2" not in str(error.value)


def test_without_a_token_telegram_is_off():
    assert Settings().telegram_token is None and Settings().telegram_assistant


async def test_many_supervisors_at_once_are_answered_and_one_who_floods_is_slowed_down(vera, api):
    began = time.monotonic()
    for _ in range(100):
        vera.says("/oncall")
    await until(lambda: not api.updates, 30)
    answered = len([text for text in vera.sees if "Your place" in text])
    assert 20 <= answered <= 40 + (time.monotonic() - began)
