"""A directory in a real database of each kind, at the site of the tests of cases."""

import pytest

from bot.directory.directory import Directory
from tests.bot.cases import conftest as _cases

clock, house = _cases.clock, _cases.house


@pytest.fixture
def first(house):
    return house.people["first"]


@pytest.fixture
def directory(house):
    return Directory(house.shelf, 180, house.clock)
