"""An empty database of accounts."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine

from bot.accounts.sessions import Limits
from bot.accounts.tables import Account


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/records.db")
    Account.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def limits():
    return Limits(idle=900.0, longest=28800.0)
