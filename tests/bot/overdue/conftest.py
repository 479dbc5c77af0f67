"""The work of a whole house at the site of the tests of cases."""

import pytest

from bot.errands.rooms import rooms_on
from bot.settings import Settings
from tests.bot.cases import conftest as _cases

clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def rooms(house, desk, clock):
    return rooms_on(house.shelf, desk, Settings(), None, clock)
