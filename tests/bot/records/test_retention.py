"""What was kept long enough goes by itself, what is asked for goes at once, and nothing of it comes back."""

import shutil
import sqlite3

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account, WebSession
from bot.migrations.upgrade import upgrade
from bot.records.erasure import OWNED, NothingToErase, apply_tombstones, erase, owners
from bot.records.key_tables import RecordKey
from bot.records.retention import DAY, Policy, purge
from bot.records.tables import ConversationEvent, RecordsBase, TurnMark
from bot.records.tombstones import Erased, Tombstone, TombstoneFile

NOW = 1_800_000_000.0


def kept(keeping):
    with Session(keeping.engine) as session:
        return set(session.scalars(select(ConversationEvent.conversation)))


def count(keeping, table):
    with Session(keeping.engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_conversation_is_there_on_its_thirtieth_day_and_gone_on_the_next(keeping, talk):
    talk("old", at=NOW - 31 * DAY)
    talk("young", at=NOW - 29 * DAY)
    assert purge(keeping, Policy(), NOW).owners["conversation"] == 1
    assert kept(keeping) == {"young"}
    assert [one.owner_id for one in owners(keeping.engine)] == ["young"]
    assert count(keeping, TurnMark) == 1


def test_purging_again_does_nothing(keeping, talk):
    talk("old", at=NOW - 31 * DAY)
    purge(keeping, Policy(), NOW)
    before = keeping.audit.head().count
    again = purge(keeping, Policy(), NOW)
    assert (sum(again.owners.values()), again.again, keeping.audit.head().count) == (0, 0, before)


def test_a_site_may_keep_things_for_a_shorter_time(keeping, talk):
    talk("yesterday", at=NOW - 1.5 * DAY)
    assert purge(keeping, Policy(content_days=1), NOW).owners["conversation"] == 1


def test_what_a_kill_left_half_erased_is_erased_by_the_next_run(keeping, talk):
    talk("asked-for", at=NOW)
    with Session(keeping.engine) as session, session.begin():
        session.get(RecordKey, ("conversation", "asked-for")).created_at = NOW - 1
    keeping.tombstones.add([Erased(NOW, "conversation", "asked-for")])  # then the power went
    assert purge(keeping, Policy(), NOW + 1).again == 1
    assert kept(keeping) == set()


def test_rows_without_a_key_go(keeping, talk):
    talk("half", at=NOW)
    with Session(keeping.engine) as session, session.begin():
        keeping.keys.destroy(session, "conversation", "half")
    purge(keeping, Policy(), NOW)
    assert kept(keeping) == set() and count(keeping, TurnMark) == 0


def test_the_audit_log_forgets_after_a_year_and_still_fits(keeping):
    keeping.audit.record("signed_in", who="account:1", now=NOW - 400 * DAY)
    keeping.audit.record("signed_in", who="account:1", now=NOW)
    assert purge(keeping, Policy(), NOW).audit_entries == 1
    assert keeping.audit.verify().wrong == ""
    assert keeping.audit.entries()[0].number == 2


def test_erasing_a_conversation_is_written_down_without_a_word_of_it(keeping, talk):
    talk("asked-for", at=NOW)
    talk("other", at=NOW)
    erase(keeping, "conversation", "asked-for")
    assert kept(keeping) == {"other"}
    with Session(keeping.engine) as session:
        assert keeping.keys.reader(session, "conversation", "asked-for") is None
        assert session.get(Tombstone, ("conversation", "asked-for")) is not None
    entry = keeping.audit.entries()[-1]
    assert (entry.action, entry.who, entry.subject) == ("conversation_erased", "operator", "conversation:asked-for")


@pytest.mark.parametrize(("kind", "owner"), [("conversation", "nobody"), ("audit", "log"), ("weather", "x")])
def test_what_is_not_there_or_must_stay_is_not_erased(keeping, kind, owner):
    with pytest.raises(NothingToErase):
        erase(keeping, kind, owner)
    assert keeping.tombstones.read() == [] and keeping.audit.verify().wrong == ""


def account(keeping, number, made):
    with Session(keeping.engine) as session, session.begin():
        session.add(Account(id=number, name=f"river-{number}", role="staff", password_hash="x", created_at=made))


def test_what_somebody_is_just_writing_goes_with_the_account(keeping, talk):
    account(keeping, 3, made=NOW - 10)
    talk("just-now", at=NOW)
    talk("of-others", at=NOW)
    with Session(keeping.engine) as session, session.begin():
        seen = {"created_at": NOW, "seen_at": NOW}
        session.add(WebSession(token_hash="t", account_id=3, conversation_id="just-now", **seen))
    erase(keeping, "account", "3", now=NOW)
    assert kept(keeping) == {"of-others"} and count(keeping, WebSession) == 0
    assert {one.owner for one in keeping.tombstones.read()} == {"3", "just-now"}


def test_an_account_goes_and_a_later_one_with_its_number_stays(keeping):
    account(keeping, 7, made=NOW - 10)
    erase(keeping, "account", "7", now=NOW)
    assert count(keeping, Account) == 0
    assert (keeping.audit.entries()[-1].action, keeping.audit.entries()[-1].subject) == ("account_erased", "account:7")
    account(keeping, 7, made=NOW + 10)
    assert apply_tombstones(keeping, keeping.tombstones.read()) == 0
    assert count(keeping, Account) == 1


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_nothing_erased_comes_back_with_an_older_database(keeping, talk, tmp_path):
    tmp_path /= "deep"
    talk("erased", at=NOW)
    talk("stays", at=NOW)
    keeping.engine.dispose()
    shutil.copy(tmp_path / "records.db", tmp_path / "backup.db")
    erase(keeping, "conversation", "erased", now=NOW + 10**9)
    keeping.engine.dispose()
    (tmp_path / "records.db-wal").unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup.db", tmp_path / "records.db")
    assert kept(keeping) == {"erased", "stays"}
    assert purge(keeping, Policy(content_days=10**6), NOW).again == 1
    assert kept(keeping) == {"stays"}


def test_a_broken_off_line_spoils_no_other(tmp_path):
    file = TombstoneFile(tmp_path / "erased")
    file.add([Erased(1.0, "conversation", "a")])
    with (tmp_path / "erased").open("a") as end:
        end.write("2.000 conv")
    file.add([Erased(3.0, "conversation", "b")])
    assert [one.owner for one in file.read()] == ["a", "b"]
    file.forget(before=2.0)
    assert [one.owner for one in file.read()] == ["b"]


def test_every_table_with_sealed_content_says_whose_it_is():
    # `account` and `telegram_chat` seal with the site's own key what goes with the account, `procedure_version` what the
    # library shows to everybody; the key tables hold no content.
    not_content = {"account", "telegram_chat", "record_key", "site_key", "audit_head", "procedure_version"}
    # `directory_service`: services outside the house, nothing about anybody; a supervisor takes one out on its page.
    not_content |= {"directory_service"}
    sealed = {
        table.name
        for table in RecordsBase.metadata.tables.values()
        if any(column.type.__class__.__name__ == "LargeBinary" for column in table.columns)
    }
    owned = {column.class_.__tablename__ for columns in OWNED.values() for column in columns}
    assert sealed - not_content - owned == set()


def test_the_first_released_schema_is_brought_up_to_date_with_what_it_holds(tmp_path):
    from bot.records.database import open_records
    from bot.records.site_key import KeyFile

    engine = open_records(f"sqlite:///{tmp_path / 'first.db'}")
    upgrade(engine, to="0001")
    with engine.begin() as connection:
        connection.exec_driver_sql("insert into account values (1, 'staff', 'staff', 'x', 0, 0)")
        connection.exec_driver_sql(
            """insert into conversation_event values ('c1', 0, 'user', 1.0, '{"text": "marigold"}')"""
        )
    upgrade(engine, KeyFile(tmp_path / "site.key"))
    assert [one.owner_id for one in owners(engine)] == ["c1"]
    engine.dispose()
    assert b"marigold" not in b"".join(path.read_bytes() for path in tmp_path.glob("first.db*"))


@pytest.mark.parametrize("records_url", ["sqlite"], indirect=True)
def test_somebody_who_reads_keeps_the_overwriting_for_later_and_writers_do_not_wait(keeping, talk, tmp_path):
    talk("old", at=NOW - 31 * DAY)
    reader = sqlite3.connect(tmp_path / "deep" / "records.db", isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from conversation_event").fetchone()
    came = purge(keeping, Policy(), NOW)
    assert came.owners["conversation"] == 1 and not came.overwritten
    assert any("could not be overwritten" in line for line in came.lines())
    reader.close()
    talk("new", at=NOW)
    assert purge(keeping, Policy(), NOW).overwritten


def test_what_telegram_needed_for_a_while_goes_too(keeping):
    from bot.telegram.tables import TelegramUpdate

    with Session(keeping.engine) as session, session.begin():
        session.add_all([TelegramUpdate(number=1, at=NOW - 9 * DAY), TelegramUpdate(number=2, at=NOW - DAY)])
    purge(keeping, Policy(), NOW)
    with Session(keeping.engine) as session:
        assert list(session.scalars(select(TelegramUpdate.number))) == [2]
