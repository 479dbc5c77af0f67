"""The real assistant, the real records: an urgent sentence becomes one alert, in the same transaction as its turn."""

import asyncio
import time
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.service import account_named, add_account
from bot.alerts import reading
from bot.assembly import opened

pytestmark = pytest.mark.rasa

URGENT = "she has locked herself in the bathroom with a blade"


@pytest.fixture
def manned(trained, tmp_path):
    """The whole house with records of its own, and a supervisor."""
    (tmp_path / "models").symlink_to(trained.models)
    settings = replace(trained, home=tmp_path, database_url="", key_file=str(tmp_path / "site.key"))
    with opened(settings) as house:
        add_account(house.records, "night", "staff")
        add_account(house.records, "on-call", "supervisor")
        yield house


def conversation_of(house, name):
    with Session(house.records) as session:
        account = account_named(session, name).id
    limits = sessions.Limits(900.0, 9000.0)
    token = sessions.begin(house.records, account, time.time(), limits)
    return account, sessions.find(house.records, token, time.time(), limits).conversation_id


def test_an_urgent_sentence_reaches_the_supervisor_once_and_is_taken_back_by_a_button(manned):
    night, talk = conversation_of(manned, "night")
    supervisor, _ = conversation_of(manned, "on-call")

    async def say():
        first = await manned.door.say(talk, URGENT, once="m")
        again = await manned.door.say(talk, URGENT, once="m")
        return first, again

    first, again = asyncio.run(say())
    assert first.answers[0].kind == again.answers[0].kind == "urgent"
    (alert,) = manned.alerts.open_alerts(supervisor)
    assert alert.raised_by == night and alert.situations[:1] == first.answers[0].situations[:1]
    assert reading.one(manned.alerts.post, alert.code, supervisor).words == (URGENT,)
    asyncio.run(manned.door.choose(talk, "not_urgent"))
    assert manned.alerts.open_alerts() == []
    assert [back.code for back in reading.taken_back(manned.alerts.post, supervisor)] == [alert.code]


def test_what_is_not_urgent_raises_nothing(manned):
    _, talk = conversation_of(manned, "night")
    asyncio.run(manned.door.say(talk, "She keeps saying it was her own stupid fault"))
    assert manned.alerts.open_alerts() == []
