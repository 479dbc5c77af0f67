"""What Vera does about alerts in Telegram, with one tap or one word."""

from __future__ import annotations

import asyncio

import pytest

from bot.follow_up.contact import Counts
from bot.overdue.overdue import OverdueCounts
from tests.bot.telegram.conftest import until
from tests.bot.telegram.stand_in import Fault, buttons


@pytest.fixture
async def rung(vera, telegram, alerts, supervisor):
    alerts.ring("K7QP", "canary words of staff")
    await telegram.deliver(supervisor, "item_new", "K7QP", 0, "ring-1")
    return vera


async def test_i_have_it_takes_the_item_says_so_and_takes_the_message_down(rung, api, alerts, supervisor):
    rung.presses("I have it")
    await until(lambda: api.done("answerCallbackQuery"))
    assert alerts.of == [("take", "K7QP", supervisor)]
    assert api.done("answerCallbackQuery")[0]["text"] == "Noted. Thank you."
    await until(lambda: "K7QP" not in "".join(rung.sees))


async def test_an_item_that_a_colleague_has_is_left_to_the_colleague(rung, api, alerts, supervisor):
    alerts.take("K7QP", supervisor + 1)
    rung.presses("I have it")
    await until(lambda: api.done("answerCallbackQuery"))
    assert api.done("answerCallbackQuery")[0]["text"] == "A colleague has it already. Thank you."
    assert alerts.open["K7QP"].taken_by == supervisor + 1


async def test_pass_on_calls_on_the_next_contact(rung, api, alerts, supervisor):
    rung.presses("Pass on")
    await until(lambda: api.done("answerCallbackQuery"))
    assert alerts.of == [("pass_on", "K7QP", supervisor)]
    assert api.done("answerCallbackQuery")[0]["text"] == "Passed on."


async def test_open_says_where_and_counts_as_seen(rung, api, alerts, supervisor):
    rung.presses("Open")
    await until(lambda: api.done("answerCallbackQuery"))
    assert alerts.of == [("seen", "K7QP", supervisor)]
    assert "K7QP" in "".join(rung.sees)


@pytest.mark.parametrize("data", ["have:ZZZZ", "have:", "have:K7QP-and-more", "pass:ZZZZ"])
async def test_a_button_of_an_item_that_is_no_more_is_answered_kindly(rung, api, data):
    api.happen(rung.pressing(data))
    await until(lambda: api.done("answerCallbackQuery"))
    assert api.done("answerCallbackQuery")[0]["text"] == "This item needs nothing more from you."


async def test_the_same_press_sent_twice_by_telegram_counts_once(rung, api, alerts):
    press = rung.presses("I have it")
    await until(lambda: alerts.of)
    for _ in range(5):
        api.happen(press)
    later = rung.says("/oncall")
    await until(lambda: "Your place" in "".join(rung.sees))
    assert len(alerts.of) == 1 and later["update_id"] > press["update_id"]


async def test_taking_an_item_does_not_wait_for_a_telegram_that_cannot_answer(rung, api, alerts):
    api.fault = lambda method: Fault(429, retry_after=30) if method != "getUpdates" else None
    rung.presses("I have it")
    await until(lambda: alerts.of)


async def test_a_fault_inside_does_not_keep_the_next_press_from_working(rung, api, alerts):
    alerts.fails = True
    rung.presses("I have it")
    await until(lambda: not api.updates)
    alerts.fails = False
    rung.presses("I have it")
    await until(lambda: alerts.of)


async def test_open_lists_counts_and_codes_with_buttons_and_no_word_of_what_it_is(rung, api, alerts, supervisor):
    alerts.ring("ABCD", "canary")
    rung.says("/open")
    await until(lambda: "Items open now: 2" in rung.sees[-1])
    words = [button["text"] for button in buttons(api.shown(rung.number)[-1].params)]
    assert words == ["I have K7QP", "Pass K7QP on", "I have ABCD", "Pass ABCD on"]
    rung.presses("I have ABCD")
    await until(lambda: alerts.open["ABCD"].taken_by == supervisor)
    assert "canary" not in "".join(api.bodies)


async def test_work_that_waits_is_counted_with_what_is_open_and_nothing_else_is_said_of_it(rung, api, overdue):
    overdue.now = OverdueCounts(Counts(due=2, overdue=1, escalated=1, lost=3), answers=2, checklists=1)
    rung.says("/open")
    await until(lambda: "Items open now: 8." in rung.sees[-1])
    assert [button["text"] for button in buttons(api.shown(rung.number)[-1].params)] == ["I have K7QP", "Pass K7QP on"]


@pytest.mark.parametrize("position, place", [(0, 1), (1, 2), (None, 0)])
async def test_oncall_says_ones_own_place(vera, alerts, supervisor, position, place):
    alerts.contacts = [901, 902, 903]
    if position is not None:
        alerts.contacts[position] = supervisor
    vera.says("/oncall")
    await until(lambda: f"on call now: {place}." in vera.sees[-1])


async def test_off_goes_off_call_and_says_when_that_was_not_possible(vera, alerts):
    vera.says("/off")
    await until(lambda: vera.sees[-1].startswith("Nothing changed."))
    alerts.contacts.append(902)
    vera.says("/off@a_bell_bot")
    await until(lambda: vera.sees[-1].startswith("You are off call now."))


async def test_the_digest_is_a_count_and_a_small_one_is_not_told(vera, alerts):
    vera.says("/digest")
    await until(lambda: any("Items of yesterday: 7." in text for text in vera.sees))
    alerts.raised = None
    vera.says("/digest")
    await until(lambda: any("Items of yesterday: fewer than 5." in text for text in vera.sees))


async def test_the_digest_counts_what_is_late_too(vera, overdue):
    overdue.now = OverdueCounts(Counts(overdue=2), answers=1)
    vera.says("/digest")
    await until(lambda: "Items open now: 3." in vera.sees[-1])


async def test_help_names_every_command_and_what_belongs_elsewhere(vera):
    vera.says("/help")
    await until(lambda: "/digest" in vera.sees[-1])
    assert all(word in vera.sees[-1] for word in ("/open", "/oncall", "/off", "web page"))


async def test_a_person_whose_account_was_closed_is_a_stranger_at_once(rung, api, alerts, records):
    from sqlalchemy import update
    from sqlalchemy.orm import Session

    from bot.accounts.tables import Account

    with Session(records) as session, session.begin():
        session.execute(update(Account).values(disabled=True))
    rung.presses("I have it")
    rung.says("/open")
    await until(lambda: not api.updates)
    await asyncio.sleep(0.1)
    assert alerts.of == [] and not api.done("answerCallbackQuery")
