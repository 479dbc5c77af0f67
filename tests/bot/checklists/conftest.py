"""Runs of checklists in a real database of each kind, at the site of the tests of cases."""

import importlib.util
from pathlib import Path

import pytest

from bot.checklists.book import Book
from bot.checklists.checklists import Checklists

_spec = importlib.util.spec_from_file_location(
    "steadyhand_cases", Path(__file__).resolve().parents[1] / "cases" / "conftest.py"
)
_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cases)
clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def first(house):
    return house.people["first"]


@pytest.fixture
def lists(house, store, site):
    return Checklists(Book(house.cases, store, site))


@pytest.fixture
def case(house, night):
    return house.cases.open(night).code
