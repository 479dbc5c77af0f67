"""Backups are whole or not there, open only with the key from the safe, and bring nothing erased back."""

import dataclasses
import os
import subprocess
import sys
import threading

import pytest

from bot.records import backup
from bot.records.conversations import Conversations
from bot.records.copying import CopyFailed
from bot.records.erasure import erase
from bot.records.hourly import once
from bot.records.keeping import keeping_of, opened_keeping
from bot.records.opening import open_sealed
from bot.records.restoring import RestoreRefused, restore
from bot.records.retention import DAY
from bot.records.site_key import SiteKeyError
from bot.settings import PROJECT, Settings

NOW = 1_800_000_000.0


@pytest.fixture
def safe(tmp_path):
    """The file with the secret key, and the public key."""
    secret, public = backup.new_key()
    file = tmp_path / "safe" / "backup.key"
    file.parent.mkdir()
    file.write_text(f"# opens the backups\n{secret}\n")
    return file, public


@pytest.fixture
def settings(tmp_path, safe):
    (tmp_path / "site.yml").write_text("emergency_number: '112'\n")
    return Settings(
        home=tmp_path / "home",
        key_file=str(tmp_path / "keys" / "site.key"),
        site=tmp_path / "site.yml",
        backup_key=safe[1],
    )


@pytest.fixture
def site(settings):
    engine, keys = open_sealed(settings)
    yield keeping_of(settings, engine, keys)
    engine.dispose()


def said(keeping, conversation, *texts):
    Conversations(keeping.engine, keeping.keys).append(conversation, 0, [{"text": text} for text in texts])


def heard(keeping, conversation):
    return [event["text"] for event in Conversations(keeping.engine, keeping.keys).events(conversation)]


def test_what_was_kept_is_there_again_on_another_computer(settings, site, safe, tmp_path):
    said(site, "c1", "he sits alone", "all day")
    made = backup.make(settings, site)
    assert made.stat().st_mode & 0o077 == 0
    other = dataclasses.replace(settings, home=tmp_path / "other", site=tmp_path / "other.yml")
    came = restore(other, made, safe[0])
    assert (came.erased_again, came.lost_entries, came.site_restored) == (0, 0, True)
    with opened_keeping(other) as keeping:
        assert heard(keeping, "c1") == ["he sits alone", "all day"]
        assert keeping.audit.verify().wrong == ""
        assert keeping.audit.entries()[-1].action == "restored"
    assert (tmp_path / "other.yml").read_text() == "emergency_number: '112'\n"


def test_nothing_in_a_backup_can_be_read_without_the_key(settings, site, safe, tmp_path):
    said(site, "c1", "marigold")
    made = backup.make(settings, site)
    assert b"marigold" not in made.read_bytes() and b"SQLite" not in made.read_bytes()
    wrong = tmp_path / "wrong.key"
    wrong.write_text(backup.new_key()[0])
    with pytest.raises(backup.BackupError, match="not encrypted to this key"), backup.opened(settings, made, wrong):
        pass
    assert [path.name for path in settings.home.glob(".backup-*")] == []


@pytest.mark.parametrize("spoil", [lambda data: data[:-40], lambda data: data[:200], lambda data: b"x" + data, lambda data: data[:900] + b"\0" + data[901:]])  # fmt: skip
def test_a_damaged_backup_is_refused_and_touches_nothing(settings, site, safe, spoil):
    said(site, "c1", "still here")
    made = backup.make(settings, site)
    made.write_bytes(spoil(made.read_bytes()))
    site.engine.dispose()
    with pytest.raises(backup.BackupError):
        restore(settings, made, safe[0], replace_living=True)
    with opened_keeping(settings) as keeping:
        assert heard(keeping, "c1") == ["still here"]


def test_records_that_are_there_are_not_replaced_unasked(settings, site, safe):
    made = backup.make(settings, site)
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(settings, made, safe[0])


def test_records_in_use_are_not_replaced(settings, site, safe):
    made = backup.make(settings, site)
    code = "import sqlite3, sys; b = sqlite3.connect(sys.argv[1]); b.execute('select * from account'); print(1, flush=True); input()"
    database = str(settings.home / "records.db")
    with subprocess.Popen([sys.executable, "-c", code, database], stdin=-1, stdout=-1) as other:
        other.stdout.readline()
        site.engine.dispose()
        with pytest.raises(RestoreRefused, match="stop the service"):
            restore(settings, made, safe[0], replace_living=True)
        other.communicate(b"\n")


def test_a_backup_sealed_with_another_site_key_is_refused(settings, site, safe, tmp_path):
    made = backup.make(settings, site)
    other = dataclasses.replace(settings, home=tmp_path / "other", key_file=str(tmp_path / "new" / "site.key"))
    with opened_keeping(other):
        pass
    with pytest.raises(SiteKeyError):
        restore(other, made, safe[0], replace_living=True)


def test_what_was_erased_after_the_backup_stays_erased_and_the_lost_entries_are_counted(settings, site, safe):
    said(site, "erased", "never again")
    said(site, "stays", "good morning")
    made = backup.make(settings, site)
    erase(site, "conversation", "erased")
    site.audit.record("exported", who="account:1")
    site.engine.dispose()
    (settings.ledger_folder / "erased").unlink()  # even when only the replaced database still knows
    came = restore(settings, made, safe[0], replace_living=True)
    assert (came.erased_again, came.lost_entries) == (1, 3)  # the note of the backup itself, the erasure, the export
    with opened_keeping(settings) as keeping:
        assert heard(keeping, "erased") == [] and heard(keeping, "stays") == ["good morning"]
        assert [one.owner for one in keeping.tombstones.read()] != ["nothing"]
        assert keeping.audit.verify().wrong == ""


def test_a_backup_made_while_others_write_is_whole(settings, site, safe):
    stop = threading.Event()

    def keep_talking():
        number = 0
        while not stop.is_set():
            said(site, f"c{number}", "word " * 50)
            number += 1
            stop.wait(0.005)

    writers = [threading.Thread(target=keep_talking, daemon=True)]
    for writer in writers:
        writer.start()
    made = [backup.make(settings, site, now=NOW + index) for index in range(5)]
    stop.set()
    writers[0].join()
    for path in made:
        with backup.opened(settings, path, safe[0]) as opened:
            assert opened.manifest.kind == "sqlite"


def test_old_backups_go_but_never_the_newest(settings, site):
    first = backup.make(settings, site, now=NOW)
    backup.make(settings, site, now=NOW + 10 * DAY)
    last = backup.make(settings, site, now=NOW + 15 * DAY)
    assert not first.exists() and backup.newest(settings) == last
    assert len(list(settings.backup_folder.glob("*.age"))) == 2


def test_the_service_makes_a_backup_a_day_where_there_is_a_key(settings, site):
    assert once(settings, site, NOW) and once(settings, site, NOW + DAY / 2) and once(settings, site, NOW + 1.5 * DAY)
    assert len(list(settings.backup_folder.glob("*.age"))) == 2
    without = dataclasses.replace(settings, backup_key="", backups=str(settings.home / "none"))
    assert once(without, site, NOW) and not without.backup_folder.exists()


def test_what_fails_in_the_hour_is_logged_and_the_rest_is_done(settings, site, caplog):
    broken = dataclasses.replace(settings, backup_key="age1wrong")
    assert not once(broken, site, NOW)
    assert [record.message for record in caplog.records] == ["hourly work failed"]


@pytest.mark.parametrize(("key", "said_so"), [("", "backup key FILE"), ("age1wrong", "not a public key")])
def test_without_a_usable_key_no_backup_is_made(settings, site, key, said_so):
    with pytest.raises(backup.BackupError, match=said_so):
        backup.make(dataclasses.replace(settings, backup_key=key), site)


def test_a_database_that_is_not_there_is_said(settings, site):
    from bot.records.copying import copy_out

    with pytest.raises(CopyFailed, match="no database"):
        copy_out(f"sqlite:///{settings.home / 'nothing.db'}", settings.home / "copy")


def test_the_commands_work_one_after_the_other(settings, site, tmp_path):
    said(site, "c1", "good morning")
    site.engine.dispose()
    environment = {**os.environ, "STEADYHAND_HOME": str(settings.home), "STEADYHAND_KEY_FILE": settings.key_file}

    def run(*arguments, **more):
        command = [sys.executable, "-m", "bot.cli.main", *arguments]
        return subprocess.run(
            command, cwd=PROJECT, env={**environment, **more}, capture_output=True, text=True, timeout=60, check=False
        )

    key = tmp_path / "stick.key"
    public = run("backup", "key", str(key)).stdout.strip().rpartition("=")[2]
    assert run("backup", "key", str(key)).returncode == 2  # never over one that is there
    made = run("backup", "make", STEADYHAND_BACKUP_KEY=public)
    assert made.returncode == 0, made.stderr
    file = made.stdout.split()[0]
    assert "whole" in run("backup", "check", file, "--key", str(key)).stdout
    assert run("erase", "conversation", "c1").returncode == 0
    assert run("erase", "conversation", "c1").returncode == 2
    assert run("restore", file, "--key", str(key)).returncode == 2
    assert "1 things" in run("restore", file, "--key", str(key), "--replace").stdout
    assert run("erase", "list").stdout == ""
    assert "0 conversations erased" in run("purge").stdout
    head = run("audit", "head").stdout.strip()
    assert run("audit", "verify", "--expect", head).returncode == 0
    assert run("audit", "verify", "--expect", f"99:{'0' * 64}").returncode == 2
    assert "restored" in run("audit", "list").stdout


def test_a_backup_of_postgres_is_restored_into_another_one(settings, safe, postgres, tmp_path):
    there = dataclasses.replace(settings, database_url=postgres.new_database())
    with opened_keeping(there) as keeping:
        said(keeping, "erased", "never again")
        said(keeping, "stays", "good morning")
        made = backup.make(there, keeping)
        erase(keeping, "conversation", "erased")
        with pytest.raises(RestoreRefused, match="--replace"):
            restore(there, made, safe[0])
        with pytest.raises(RestoreRefused, match="stop the service"):
            restore(there, made, safe[0], replace_living=True)
    assert restore(there, made, safe[0], replace_living=True).erased_again == 1
    elsewhere = dataclasses.replace(there, database_url=postgres.new_database(), ledger=str(tmp_path / "new"))
    restore(elsewhere, made, safe[0])
    for site in (there, elsewhere):
        with opened_keeping(site) as keeping:
            assert heard(keeping, "stays") == ["good morning"]
            assert heard(keeping, "erased") == ([] if site is there else ["never again"])
            assert keeping.audit.verify().wrong == ""
    with pytest.raises(RestoreRefused, match="STEADYHAND_DATABASE_URL is sqlite"):
        restore(dataclasses.replace(settings, home=tmp_path / "lite"), made, safe[0])
