"""Who wants the chat to forget what was said can do that alone, at once and for good."""

import time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.service import account_named, add_account
from bot.accounts.sessions import Limits
from bot.records.audit_tables import AuditEntry
from bot.records.erasure import apply_tombstones
from bot.records.key_tables import RecordKey
from bot.records.own_conversation import OwnConversations
from bot.records.tables import ConversationEvent, TurnMark
from bot.records.tombstones import Erased, Tombstone

WORDS = "she counts the tiles in the bathroom"
LIMITS = Limits(idle=3600, longest=36000)


@pytest.fixture
def person(keeping):
    add_account(keeping.engine, "night-1", "staff")
    with Session(keeping.engine) as session:
        known = account_named(session, "night-1")
    token = sessions.begin(keeping.engine, known.id, time.time(), LIMITS)
    return lambda: sessions.find(keeping.engine, token, time.time(), LIMITS)


@pytest.fixture
def own(keeping):
    return OwnConversations(keeping.engine, keeping.keys, time.time, keeping.audit.record, keeping.tombstones)


def left_of(engine, conversation):
    with Session(engine) as session:
        rows = [
            session.scalar(select(func.count()).select_from(table).where(table.conversation == conversation))
            for table in (ConversationEvent, TurnMark)
        ]
        return rows, session.get(RecordKey, ("conversation", conversation))


def test_what_was_said_is_gone_its_key_too_and_the_session_has_an_empty_conversation(own, person, keeping, talk):
    old, other = person().conversation_id, "another"
    talk(old, time.time(), WORDS)
    talk(other, time.time(), WORDS)
    own.erase(person())
    assert left_of(keeping.engine, old) == ([0, 0], None)
    assert left_of(keeping.engine, other)[0] == [2, 1]
    assert person().conversation_id != old
    own.erase(person())  # an empty one too: pressed twice


def test_it_does_not_come_back_with_a_backup(own, person, keeping, talk):
    old = person().conversation_id
    talk(old, time.time() - 60, WORDS)
    own.erase(person())
    talk(old, time.time() - 60, WORDS)
    with Session(keeping.engine) as session, session.begin():
        session.get_one(RecordKey, ("conversation", old)).created_at = time.time() - 60
    with Session(keeping.engine) as session:
        buried = session.get_one(Tombstone, ("conversation", old))
        assert apply_tombstones(keeping, [Erased(buried.at, "conversation", old)]) == 1
    assert left_of(keeping.engine, old)[0] == [0, 0]


def test_the_log_says_who_erased_and_nothing_of_what_was_said(own, person, keeping, talk):
    mine = person()
    talk(mine.conversation_id, time.time(), WORDS)
    own.erase(mine)
    with Session(keeping.engine) as session:
        line = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (line.action, line.who) == ("conversation_erased", f"account:{mine.account_id}")
    assert line.subject == f"conversation:{mine.conversation_id}" and WORDS not in str(vars(line))
