"""A directory in a real database of each kind, at the site of the tests of cases."""

import importlib.util
from pathlib import Path

import pytest

from bot.directory.directory import Directory

_spec = importlib.util.spec_from_file_location(
    "steadyhand_cases", Path(__file__).resolve().parents[1] / "cases" / "conftest.py"
)
_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cases)
clock, house = _cases.clock, _cases.house


@pytest.fixture
def first(house):
    return house.people["first"]


@pytest.fixture
def directory(house):
    return Directory(house.shelf, 180, house.clock)
