"""Records in a real database of each kind, with their keys, the audit log and the list of what was erased beside it."""

import secrets

import pytest
from sqlalchemy.orm import Session

from bot.records.anchor import Anchor
from bot.records.audit import AuditLog
from bot.records.audit_key import open_audit
from bot.records.database import open_records
from bot.records.keeping import Keeping
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from bot.records.tables import ConversationEvent, TurnMark
from bot.records.tombstones import TombstoneFile


@pytest.fixture
def engine(records_url):
    engine = open_records(records_url)
    yield engine
    engine.dispose()


@pytest.fixture
def audit(engine, tmp_path):
    return AuditLog(engine, secrets.token_bytes(32), Anchor(tmp_path / "audit.anchor"))


@pytest.fixture
def keeping(engine, tmp_path):
    keys = KeyRing.open(engine, KeyFile(tmp_path / "keys" / "site.key"))
    audit = open_audit(engine, keys, tmp_path / "ledger")
    return Keeping(engine, keys, audit, TombstoneFile(tmp_path / "ledger" / "erased"))


@pytest.fixture
def talk(keeping):
    """`talk("id", at=…)` keeps a conversation of two events that was last used then."""

    def one(conversation, at, text="she does not sleep"):
        with Session(keeping.engine) as session, session.begin():
            sealer = keeping.keys.sealer(session, "conversation", conversation)
            for number in range(2):
                place = ("conversation_event.sealed", f"{conversation}:{number}")
                sealed = sealer.seal_json(*place, {"text": text})
                session.add(ConversationEvent(conversation=conversation, number=number, sealed=sealed))
            mark = {"mark_digest": "0" * 64, "first_event": 0, "last_event": 1}
            session.add(TurnMark(conversation=conversation, **mark))
            keeping.keys.touch(session, "conversation", conversation, at)

    return one
