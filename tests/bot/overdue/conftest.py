"""The work of a whole house at the site of the tests of cases."""

import importlib.util
from pathlib import Path

import pytest

from bot.errands.rooms import rooms_on
from bot.settings import Settings

_spec = importlib.util.spec_from_file_location(
    "steadyhand_cases", Path(__file__).resolve().parents[1] / "cases" / "conftest.py"
)
_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cases)
clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def rooms(house, desk, clock):
    return rooms_on(house.shelf, desk, Settings(), None, clock)
