from __future__ import annotations

import pytest

from bot.engine.engine import quiet_rasa

quiet_rasa()  # before any test module here imports Rasa

from bot.engine.tracker_store import StrictTrackerStore  # noqa: E402
from bot.records.conversations import Conversations  # noqa: E402
from bot.records.database import open_records  # noqa: E402
from bot.records.key_ring import KeyRing  # noqa: E402
from bot.records.site_key import KeyFile  # noqa: E402
from tests.bot.engine.kept import DOMAIN  # noqa: E402


@pytest.fixture
def records(records_url):
    engine = open_records(records_url)
    yield engine
    engine.dispose()


@pytest.fixture
def open_store(records, tmp_path):
    def opened() -> StrictTrackerStore:
        keys = KeyRing.open(records, KeyFile(tmp_path / "site.key"))
        return StrictTrackerStore(Conversations(records, keys), DOMAIN)

    return opened
