"""Runs of checklists in a real database of each kind, at the site of the tests of cases."""

import pytest

from bot.checklists.book import Book
from bot.checklists.checklists import Checklists
from tests.bot.cases import conftest as _cases

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
