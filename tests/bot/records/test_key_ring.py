from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.records import key_ring, key_rotation
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.key_rotation import check_every_key, count_by_version, rotate
from bot.records.key_tables import RecordKey, SiteKeyVersion
from bot.records.sealing import SealBroken
from bot.records.site_key import KeyFile, SiteKeyError

NOTE = {"text": "she goes to the market on Tuesdays"}


@pytest.fixture
def records(records_url):
    engine = open_records(records_url)
    yield engine
    engine.dispose()


@pytest.fixture
def source(tmp_path):
    return KeyFile(tmp_path / "site.key")


@pytest.fixture
def ring(records, source):
    return KeyRing.open(records, source)


@pytest.fixture
def opened_again(records, source):
    """A ring with nothing in memory, as after a restart."""
    return lambda: KeyRing.open(records, source)


def sealed(records, ring, owner: str) -> bytes:
    with Session(records) as session, session.begin():
        return ring.sealer(session, "case", owner).seal_json("case.data", owner, NOTE)


def read(records, ring, owner: str, value: bytes):
    with Session(records) as session:
        reader = ring.reader(session, "case", owner)
        return reader.open_json("case.data", owner, value) if reader else None


def test_what_was_sealed_for_a_case_is_read_again_after_a_restart(records, ring, opened_again):
    value = sealed(records, ring, "a")
    assert read(records, ring, "a", value) == read(records, opened_again(), "a", value) == NOTE


def test_each_owner_has_a_key_of_its_own(records, ring):
    value = sealed(records, ring, "a")
    sealed(records, ring, "b")
    with pytest.raises(SealBroken):
        read(records, ring, "b", value)


def test_once_its_key_is_destroyed_a_kept_copy_cannot_be_read_with_the_site_key(records, ring, opened_again):
    value = sealed(records, ring, "a")
    with Session(records) as session, session.begin():
        assert ring.destroy(session, "case", "a")
    for each in (ring, opened_again()):
        assert read(records, each, "a", value) is None
    with Session(records) as session, session.begin():
        assert not ring.destroy(session, "case", "a")
        assert not ring.touch(session, "case", "a", 1.0)


def test_a_key_whose_transaction_failed_was_never_there(records, ring):
    with Session(records) as session:
        lost = ring.sealer(session, "case", "a").seal_json("case.data", "a", NOTE)
        session.rollback()
    assert read(records, ring, "a", lost) is None
    assert read(records, ring, "a", sealed(records, ring, "a")) == NOTE


def test_a_key_destroyed_elsewhere_is_not_held_for_ever(records, ring, opened_again, monkeypatch):
    value = sealed(records, ring, "a")
    assert read(records, ring, "a", value) == NOTE
    with Session(records) as session, session.begin():
        opened_again().destroy(session, "case", "a")
    monkeypatch.setattr(key_ring, "_HELD_FOR", 0.0)
    assert read(records, ring, "a", value) is None


def test_only_so_many_keys_are_held_in_memory(records, ring, monkeypatch):
    monkeypatch.setattr(key_ring, "_MOST_HELD", 2)
    values = {owner: sealed(records, ring, owner) for owner in "abc"}
    assert [read(records, ring, owner, value) for owner, value in values.items()] == [NOTE] * 3
    assert len(ring._held) == 2


def test_a_wrapped_key_put_under_another_name_does_not_open(records, ring, opened_again):
    value = sealed(records, ring, "a")
    with Session(records) as session, session.begin():
        session.get(RecordKey, ("case", "a")).owner_id = "b"
    with pytest.raises(SealBroken):
        read(records, opened_again(), "b", value)


def test_a_new_site_key_reads_all_that_was_kept_and_the_old_one_reads_nothing(records, ring, source, tmp_path):
    values = {f"c{number}": sealed(records, ring, f"c{number}") for number in range(7)}
    (tmp_path / "old.key").write_bytes((tmp_path / "site.key").read_bytes())
    (tmp_path / "old.key").chmod(0o400)
    assert rotate(records, source, source) == 7
    again = KeyRing.open(records, source)
    assert [read(records, again, owner, value) for owner, value in values.items()] == [NOTE] * 7
    assert count_by_version(records) == {2: 7} and check_every_key(records, again) == 0
    assert len((tmp_path / "site.key").read_text().splitlines()) == 1
    with pytest.raises(SiteKeyError, match="no key number 2"):
        KeyRing.open(records, KeyFile(tmp_path / "old.key"))


def test_a_service_that_runs_on_while_the_key_is_rotated_loses_nothing(records, ring, source, monkeypatch):
    monkeypatch.setattr(key_rotation, "_AT_ONCE", 2)
    values = {f"c{number}": sealed(records, ring, f"c{number}") for number in range(5)}

    def meanwhile(wrapped: int) -> None:
        owner = f"made-{len(values)}"
        values[owner] = sealed(records, ring, owner) if len(values) < 9 else values["c0"]

    rotate(records, source, source, meanwhile)
    values = {owner: value for owner, value in values.items() if value is not values["c0"] or owner == "c0"}
    for owner, value in values.items():
        ring.forget("case", owner)
        assert read(records, ring, owner, value) == NOTE
    assert set(count_by_version(records)) == {2}


def test_a_rotation_that_broke_off_is_finished_by_the_next_one(records, ring, source, opened_again, monkeypatch):
    monkeypatch.setattr(key_rotation, "_AT_ONCE", 2)
    values = {f"c{number}": sealed(records, ring, f"c{number}") for number in range(5)}

    def killed(wrapped: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(records, source, source, killed)
    assert count_by_version(records) == {1: 3, 2: 2}
    assert [read(records, opened_again(), owner, value) for owner, value in values.items()] == [NOTE] * 5
    assert rotate(records, source, source) == 3
    assert [read(records, opened_again(), owner, value) for owner, value in values.items()] == [NOTE] * 5
    assert count_by_version(records) == {2: 5}


def test_no_key_can_be_made_under_a_site_key_that_was_retired(records, ring):
    with Session(records) as session, session.begin():
        session.execute(delete(SiteKeyVersion))
    with pytest.raises(IntegrityError), Session(records) as session, session.begin():
        session.add(
            RecordKey(owner_kind="case", owner_id="a", wrapped=b"", site_key_version=1, created_at=0, last_at=0)
        )


def test_a_changed_key_is_found_by_the_check(records, ring, opened_again):
    for owner in "abc":
        sealed(records, ring, owner)
    with Session(records) as session, session.begin():
        row = session.get(RecordKey, ("case", "b"))
        row.wrapped = row.wrapped[:-1] + bytes([row.wrapped[-1] ^ 1])
    assert check_every_key(records, opened_again()) == 1


def test_the_secrets_of_the_site_itself_outlive_a_rotation(records, ring, source, opened_again):
    value = ring.for_site(records).seal("account.totp_secret", "7", b"secret")
    rotate(records, source, source)
    assert opened_again().for_site(records).open("account.totp_secret", "7", value) == b"secret"
    with Session(records) as session:
        assert session.scalar(select(func.count()).select_from(RecordKey)) == 1
