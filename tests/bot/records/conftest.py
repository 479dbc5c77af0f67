"""Records in a real database file, with the audit log beside it."""

import secrets

import pytest

from bot.records.anchor import Anchor
from bot.records.audit import AuditLog
from bot.records.audit_tables import AuditHead
from bot.records.database import open_records
from bot.records.tables import RecordsBase


@pytest.fixture
def engine(tmp_path):
    engine = open_records(f"sqlite:///{tmp_path / 'records.db'}")
    RecordsBase.metadata.create_all(engine)
    with engine.begin() as connection:
        nothing = "0" * 64
        connection.execute(
            AuditHead.__table__.insert().values(
                id=1, trimmed=0, trimmed_digest=nothing, count=0, digest=nothing, seal=""
            )
        )
    yield engine
    engine.dispose()


@pytest.fixture
def audit(engine, tmp_path):
    return AuditLog(engine, secrets.token_bytes(32), Anchor(tmp_path / "audit.anchor"))
