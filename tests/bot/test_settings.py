from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from bot.settings import PROJECT, Settings, SettingsError


def test_a_fresh_checkout_needs_no_setting_at_all():
    settings = Settings.from_env({})
    assert (settings.host, settings.port, settings.longest_message) == ("127.0.0.1", 8080, 2000)
    assert settings.home == PROJECT / "var" and settings.site == PROJECT / "site.yml"


@pytest.mark.parametrize(
    "name, raw, field, value",
    [
        ("STEADYHAND_PORT", "9000", "port", 9000),
        ("STEADYHAND_HOST", " 0.0.0.0 ", "host", "0.0.0.0"),  # noqa: S104
        ("STEADYHAND_SECURE_COOKIES", "true", "secure_cookies", True),
        ("STEADYHAND_SECURE_COOKIES", "YES", "secure_cookies", True),
        ("STEADYHAND_SECURE_COOKIES", "0", "secure_cookies", False),
        ("STEADYHAND_SITE", "/etc/steadyhand/site.yml", "site", Path("/etc/steadyhand/site.yml")),
        ("STEADYHAND_PORT", "", "port", 8080),
        ("STEADYHAND_PORT", "   ", "port", 8080),
    ],
)
def test_a_setting_is_read_as_it_was_written(name, raw, field, value):
    assert getattr(Settings.from_env({name: raw}), field) == value


@pytest.mark.parametrize(
    "name, raw",
    [
        ("STEADYHAND_PORT", "http"),
        ("STEADYHAND_PORT", "-1"),
        ("STEADYHAND_PORT", "0"),
        ("STEADYHAND_PORT", "80.5"),
        ("STEADYHAND_PORT", "٨٠"),
        ("STEADYHAND_PORT", "²"),
        ("STEADYHAND_LONGEST_MESSAGE", "many"),
        ("STEADYHAND_SECURE_COOKIES", "maybe"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_what_it_should_look_like(name, raw):
    with pytest.raises(SettingsError, match=f"{name} is “.*”: write "):
        Settings.from_env({name: raw})


def test_what_belongs_to_others_is_left_alone():
    assert Settings.from_env({"PORT": "1", "RASA_PORT": "2", "STEADYHANDPORT": "3"}) == Settings()


def test_everything_that_is_kept_lies_in_one_folder(tmp_path):
    settings = Settings(home=tmp_path)
    assert settings.records_url == f"sqlite:///{tmp_path}/records.db"
    assert settings.models.parent == settings.cache.parent == tmp_path


def test_a_site_may_bring_its_own_database(tmp_path):
    assert Settings(home=tmp_path, database_url="postgresql://db/x").records_url == "postgresql://db/x"


def test_settings_do_not_change_while_the_service_runs():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1
