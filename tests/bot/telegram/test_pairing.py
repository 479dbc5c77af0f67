"""A chat becomes a supervisor's with a one-time code from the web page, and with nothing else."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.accounts.service import add_account
from bot.accounts.tables import Account
from bot.telegram import pairing
from bot.telegram.tables import TelegramChat
from tests.bot.telegram.conftest import until
from tests.bot.telegram.people import Someone

NOW = 1_800_000_000.0


def chats(records) -> list[TelegramChat]:
    with Session(records) as session:
        return list(session.scalars(select(TelegramChat)))


def test_a_supervisor_pairs_a_chat_with_the_code_however_it_is_typed(office, supervisor, noted):
    code = pairing.new_code(office, supervisor, NOW)
    assert pairing.pair(office, 4001, code.lower().replace("-", " "), NOW + 599) == supervisor
    assert (pairing.account_of(office, 4001), pairing.chat_of(office, supervisor)) == (supervisor, 4001)
    assert pairing.paired_at(office, supervisor) == NOW + 599
    assert noted == [("telegram_paired", f"account:{supervisor}")]


def test_a_code_is_good_for_ten_minutes_and_once(office, supervisor):
    code = pairing.new_code(office, supervisor, NOW)
    assert pairing.pair(office, 4001, code, NOW + 601) is None
    code = pairing.new_code(office, supervisor, NOW)
    assert pairing.pair(office, 4001, code, NOW) == supervisor
    assert pairing.pair(office, 4002, code, NOW) is None
    assert not pairing.is_awaited(office, NOW)


def test_after_five_wrong_tries_the_right_code_is_no_good_either(office, supervisor):
    code = pairing.new_code(office, supervisor, NOW)
    wrong = code[:5] + ("AAAA-AAAA" if code[5:] != "AAAA-AAAA" else "BBBB-BBBB")
    assert [pairing.pair(office, 4001, wrong, NOW) for _ in range(5)] == [None] * 5
    assert pairing.pair(office, 4001, code, NOW) is None


def test_a_newer_code_makes_the_older_one_void(office, supervisor):
    older = pairing.new_code(office, supervisor, NOW)
    pairing.new_code(office, supervisor, NOW)
    assert pairing.pair(office, 4001, older, NOW) is None


def test_the_number_of_a_chat_cannot_be_read_in_the_database(office, supervisor, records, tmp_path):
    pairing.pair(office, 4001400140014001, pairing.new_code(office, supervisor, NOW), NOW)
    assert b"4001400140014001" not in b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
    assert len(chats(records)) == 1


def test_a_chat_and_an_account_belong_to_each_other_alone(office, supervisor, records):
    add_account(records, "walt-1", "supervisor")
    with Session(records) as session:
        walt = session.scalar(select(Account.id).where(Account.name == "walt-1"))
    pairing.pair(office, 1, pairing.new_code(office, supervisor, NOW), NOW)
    pairing.pair(office, 2, pairing.new_code(office, supervisor, NOW), NOW)
    assert (pairing.account_of(office, 1), pairing.account_of(office, 2)) == (None, supervisor)
    pairing.pair(office, 2, pairing.new_code(office, walt, NOW), NOW)
    assert (pairing.account_of(office, 2), pairing.chat_of(office, supervisor)) == (walt, None)


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": "staff"}, {"password_hash": ""}], ids=str)
def test_a_chat_is_a_strangers_as_soon_as_its_account_is_no_open_supervisors(office, supervisor, records, change):
    pairing.pair(office, 4001, pairing.new_code(office, supervisor, NOW), NOW)
    late = pairing.new_code(office, supervisor, NOW)
    with Session(records) as session, session.begin():
        session.execute(update(Account).values(**change))
    assert (pairing.account_of(office, 4001), pairing.chat_of(office, supervisor)) == (None, None)
    assert pairing.pair(office, 4002, late, NOW) is None


def test_unpairing_lets_go_of_the_chat_and_of_an_open_code(office, supervisor, records, noted):
    code = pairing.new_code(office, supervisor, NOW)
    pairing.unpair(office, supervisor)
    assert pairing.pair(office, 4001, code, NOW) is None and noted == []
    pairing.pair(office, 4001, pairing.new_code(office, supervisor, NOW), NOW)
    pairing.unpair(office, supervisor)
    assert chats(records) == [] and noted[-1] == ("telegram_unpaired", f"account:{supervisor}")


async def test_vera_pairs_her_phone_and_her_code_disappears_from_the_chat(vera, api):
    assert vera.sees[0].startswith("This chat is paired")
    assert [message.text for message in api.messages.values() if not message.by_bot] == []


async def test_a_code_after_start_pairs_too(api, telegram, office, supervisor):
    someone = Someone(api, 4002)
    someone.says(f"/start {pairing.new_code(office, supervisor, time.time())}")
    await until(lambda: someone.sees)


async def test_whoever_guesses_hears_nothing_and_is_slowed_down(api, telegram, office, supervisor, stranger):
    code = pairing.new_code(office, supervisor, time.time())
    for _ in range(30):
        stranger.says("AAAA-BBBB-CCCC")
    later = Someone(api, 4003)
    later.says("hello")
    await until(lambda: not api.updates)
    await asyncio.sleep(0.1)
    assert api.bodies == [] and not api.done("deleteMessage")
    assert pairing.pair(office, 4001, code, time.time()) == supervisor
