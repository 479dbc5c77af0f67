"""What every test may ask for: the content as it is released, a store loaded from it, a site, and what is needed."""

from __future__ import annotations

import os
import time

import pytest

from benchmarks.postgres import LocalPostgres, binaries
from knowledge import checking, reading
from knowledge.guidance.desk import Desk
from knowledge.reading import read_library
from knowledge.site import Contact, Site
from knowledge.store import open_store
from tests import remembered
from tests.databases import Pattern, Shared


@pytest.fixture(scope="session")
def library():
    return read_library()


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('content') / 'content.db'}")


@pytest.fixture
def site():
    """A site that set its emergency number and its duty supervisor, and nothing else."""
    supervisor = Contact(phone="+44 20 7946 0112", note="Day and night.")
    return Site(emergency_number="112", contacts={"duty_supervisor": supervisor})


@pytest.fixture
def desk(store, site):
    return Desk(store, site)


@pytest.fixture
def bare_desk(store):
    """A site that set nothing yet."""
    return Desk(store, Site())


@pytest.fixture
def in_utc(monkeypatch):
    """The computer's clock shows UTC, so that days begin at the same moment everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def remembering():
    """For tests that read and check the whole content again and again with one file broken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_read_item", remembered.read_item)
        patch.setattr(checking, "reading_age", remembered.reading_age)
        patch.setattr(checking, "unsuitable_words", remembered.unsuitable_words)
        yield


@pytest.fixture(scope="session")
def needs():
    """`needs("chromium", there=…)` skips the test when it is missing, and fails it where everything must be there."""

    def check(what: str, there: bool) -> None:
        if there:
            return
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"{what} is missing, and REQUIRE_ALL=1 says that it must be there", pytrace=False)
        pytest.skip(f"{what} is missing")

    return check


@pytest.fixture(scope="session")
def postgres(needs):
    """A PostgreSQL that lives as long as the tests: Debian's own, in a temporary folder.

    It does not wait for the disk: tests take power away from programs, never from the computer.
    """
    needs("PostgreSQL", binaries() is not None)
    server = LocalPostgres(waits_for_disk=False)
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    """`pattern.put(path)` puts an SQLite file with today's tables there and gives its address."""
    return Pattern(tmp_path_factory.mktemp("pattern"))


@pytest.fixture(scope="session")
def shared_postgres(postgres):
    shared = Shared(postgres)
    yield shared
    shared.close()


@pytest.fixture(params=["sqlite", "postgres"])
def records_url(request, tmp_path):
    """The address of a database with today's tables and no row; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield request.getfixturevalue("pattern").put(tmp_path / "deep" / "records.db")
        return
    shared = request.getfixturevalue("shared_postgres")
    yield shared.address
    shared.empty()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path):
    """The same for tests of the tables themselves: the database has none yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/deep/records.db"
        return
    server = request.getfixturevalue("postgres")
    address = server.new_database()
    yield address
    server.drop(address)  # the tests that read every file of the server would search it
