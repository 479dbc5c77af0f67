"""Errands in a real database of each kind: somebody on shift writes in a conversation of their own."""

import pytest
from sqlalchemy.orm import Session

from bot.accounts.tables import WebSession
from bot.errands.errands import HouseErrands
from bot.errands.rooms import rooms_on
from bot.settings import Settings
from tests.bot.cases import conftest as _cases

clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def rooms(house, desk):
    return rooms_on(house.shelf, desk, Settings(), None, house.clock)


@pytest.fixture
def errands(desk, rooms):
    return HouseErrands(desk, rooms)


@pytest.fixture
def talk_of(house):
    """`talk_of("night")`: the conversation of somebody who is signed in; accounts are made as they are asked for."""

    def sign_in(name, role="staff", stage="open"):
        if name not in house.people:
            house.person(name, role)
        talk = f"talk-of-{name}"
        with Session(house.engine) as session, session.begin():
            row = WebSession(token_hash=name, account_id=house.people[name], conversation_id=talk, created_at=0.0)
            row.seen_at, row.stage = 0.0, stage
            session.add(row)
        return talk

    return sign_in
