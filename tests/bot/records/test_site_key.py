from __future__ import annotations

import base64
import io
import stat

import pytest
from sqlalchemy import inspect

from bot.migrations.upgrade import upgrade
from bot.records import opening, site_key
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.opening import open_sealed
from bot.records.site_key import KeyFile, Passphrase, SiteKeyError
from bot.settings import Settings

WORDS = "harbour lantern copper willow seven drum"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "site.key"


@pytest.fixture
def settings(tmp_path, path):
    return Settings(home=tmp_path / "home", key_file=str(path))


@pytest.fixture
def quick_passphrases(monkeypatch):
    monkeypatch.setattr(site_key, "_ROUNDS", 1)
    monkeypatch.setattr(site_key, "_MEMORY_KIB", 64)
    opening._passphrase.cache_clear()
    yield
    opening._passphrase.cache_clear()


def opened_and_closed(settings) -> KeyRing:
    engine, ring = open_sealed(settings)
    engine.dispose()
    return ring


def test_the_first_start_makes_a_key_that_only_the_service_may_read_and_says_to_keep_a_copy(settings, path, capsys):
    opened_and_closed(settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    said = capsys.readouterr().err
    assert str(path) in said and "Keep a copy" in said
    assert path.read_text().strip().partition(":")[2] not in said
    opened_and_closed(settings)
    assert capsys.readouterr().err == ""


def test_without_its_key_a_sealed_database_does_not_open_and_no_new_key_is_made(settings, path):
    opened_and_closed(settings)
    path.unlink()
    with pytest.raises(SiteKeyError, match="Put the key file back") as refused:
        open_sealed(settings)
    assert str(path) in str(refused.value) and not path.exists()


def test_the_key_of_another_site_is_recognised_as_the_wrong_one(settings, path):
    opened_and_closed(settings)
    path.chmod(0o600)
    path.write_text(f"1:{base64.b64encode(bytes(32)).decode()}\n")
    with pytest.raises(SiteKeyError, match="is not the site key of these records"):
        open_sealed(settings)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420])
def test_a_key_that_others_may_open_is_refused_with_the_command_that_mends_it(settings, path, mode):
    opened_and_closed(settings)
    path.chmod(mode)
    with pytest.raises(SiteKeyError, match=f"chmod 0400 '{path}'"):
        open_sealed(settings)


@pytest.mark.parametrize("held", ["", "hello", "1:", "1:c2hvcnQ=", "x:" + "A" * 43 + "=", "1:é", "\x00\xff"])
def test_a_file_that_is_no_key_is_refused_calmly(settings, path, held):
    path.parent.mkdir()
    path.write_text(held, encoding="utf-8")
    path.chmod(0o400)
    with pytest.raises(SiteKeyError, match=str(path)):
        open_sealed(settings)


def test_a_folder_that_cannot_be_written_to_is_named_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SiteKeyError, match="Set STEADYHAND_KEY_FILE"):
        open_sealed(Settings(home=tmp_path / "home", key_file=str(tmp_path / "file" / "site.key")))


def test_the_key_lies_away_from_the_database_unless_someone_says_otherwise(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    one, other = Settings(home=tmp_path / "a" / "var"), Settings(home=tmp_path / "b" / "var")
    assert one.site_key_file.is_relative_to(tmp_path / "config") and one.site_key_file != other.site_key_file


def test_a_passphrase_opens_the_records_and_another_one_does_not(settings, path, quick_passphrases, tmp_path):
    engine = open_records(settings.records_url)
    upgrade(engine)
    KeyRing.open(engine, Passphrase(WORDS))
    KeyRing.open(engine, Passphrase(WORDS))
    with pytest.raises(SiteKeyError, match="The passphrase is not the site key"):
        KeyRing.open(engine, Passphrase(WORDS + "s"))
    with pytest.raises(SiteKeyError, match="STEADYHAND_KEY_PASSPHRASE=true"):
        KeyRing.open(engine, KeyFile(path))
    engine.dispose()
    assert WORDS.encode() not in (settings.home / "records.db").read_bytes()


def test_records_with_a_key_file_do_not_ask_for_a_passphrase(settings, quick_passphrases):
    engine, _ = open_sealed(settings)
    with pytest.raises(SiteKeyError, match="STEADYHAND_KEY_PASSPHRASE=false"):
        KeyRing.open(engine, Passphrase(WORDS))
    engine.dispose()


def test_a_passphrase_may_come_from_another_program(tmp_path, quick_passphrases, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS + "\n"))
    settings = Settings(home=tmp_path, key_passphrase=True)
    opened_and_closed(settings)
    opened_and_closed(settings)  # asked once
    assert not settings.site_key_file.exists()


def test_a_short_passphrase_is_refused():
    with pytest.raises(SiteKeyError, match="too short"):
        Passphrase("river-12")


def test_a_key_is_never_kept_in_the_database(settings, path):
    opened_and_closed(settings)
    key = base64.b64decode(path.read_text().partition(":")[2])
    for file in settings.home.iterdir():
        assert key not in file.read_bytes()


def test_a_new_database_has_every_table_and_both_kinds_of_it_open(empty_url, path):
    engine = open_records(empty_url)
    upgrade(engine)
    KeyRing.open(engine, KeyFile(path))
    assert {"site_key", "record_key", "turn_mark", "conversation_event"} <= set(inspect(engine).get_table_names())
    engine.dispose()
