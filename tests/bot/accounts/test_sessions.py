"""Sessions: only a digest is kept; they end by idleness, by age, by choice."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.service import add_account
from bot.accounts.tables import Account, WebSession

NOW = 1_800_000_000.0


@pytest.fixture
def account_id(engine):
    add_account(engine, "staff", "staff")
    with Session(engine) as session:
        return session.scalar(select(Account.id))


@pytest.fixture
def token(engine, account_id, limits):
    return sessions.begin(engine, account_id, NOW, limits)


def test_only_a_digest_of_the_token_is_in_the_database(engine, token):
    with Session(engine) as session:
        row = session.scalar(select(WebSession))
    assert len(token) >= 43
    assert token not in (row.token_hash, row.conversation_id) and len(row.token_hash) == 64


def test_a_session_survives_a_restart_of_the_service(engine, token, limits):
    again = create_engine(engine.url)
    assert sessions.find(again, token, NOW + 10, limits).name == "staff"
    again.dispose()


def test_a_session_ends_after_fifteen_quiet_minutes(engine, token, limits):
    person = sessions.find(engine, token, NOW + 890, limits)
    assert sessions.seen_is_due(person, NOW + 890) and not sessions.seen_is_due(person, NOW + 20)
    sessions.seen(engine, person, NOW + 890)
    assert sessions.find(engine, token, NOW + 1780, limits)
    assert sessions.find(engine, token, NOW + 890 + 901, limits) is None


def test_a_session_ends_after_eight_hours_however_busy(engine, token, limits):
    for minutes in range(10, 480, 10):
        person = sessions.find(engine, token, NOW + minutes * 60, limits)
        sessions.seen(engine, person, NOW + minutes * 60)
    assert sessions.find(engine, token, NOW + 28801, limits) is None


def test_finding_a_session_writes_nothing(engine, token, limits):
    from sqlalchemy import event

    said = []
    event.listen(engine, "before_cursor_execute", lambda *got: said.append(got[2].split()[0]))
    sessions.find(engine, token, NOW + 100, limits)
    sessions.find(engine, token, NOW + 5000, limits)
    assert set(said) == {"SELECT"}


def test_signing_out_ends_one_session_and_no_other(engine, account_id, token, limits):
    other = sessions.begin(engine, account_id, NOW, limits)
    sessions.end(engine, token)
    assert sessions.find(engine, token, NOW, limits) is None
    assert sessions.find(engine, other, NOW, limits)


def test_each_session_has_a_conversation_of_its_own(engine, account_id, token, limits):
    other = sessions.begin(engine, account_id, NOW, limits)
    first, second = (sessions.find(engine, each, NOW, limits) for each in (token, other))
    assert first.conversation_id != second.conversation_id


def test_a_new_conversation_leaves_the_session_open(engine, token, limits):
    before = sessions.find(engine, token, NOW, limits)
    fresh = sessions.begin_conversation(engine, before)
    assert fresh != before.conversation_id
    assert sessions.find(engine, token, NOW, limits).conversation_id == fresh


@pytest.mark.parametrize("guess", ["", "x", "\ud800", "' OR 1=1 --", "x" * 10_000])
def test_a_made_up_token_opens_nothing(engine, token, limits, guess):
    assert sessions.find(engine, guess, NOW, limits) is None
