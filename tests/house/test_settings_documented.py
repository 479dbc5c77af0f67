from __future__ import annotations

from dataclasses import fields

import pytest

from bot.settings import Settings

NAMES = [f"STEADYHAND_{field.name.upper()}" for field in fields(Settings)]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_runs_a_site_finds_every_setting_in_the_readme(name, readme):
    assert f"`{name}`" in readme
