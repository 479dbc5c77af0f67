"""Shifts that are handed over, at the site of the tests of checklists."""

import pytest

from bot.hand_over.hand_over import HandOver
from bot.helped.helped import Helped
from tests.bot.checklists import conftest as _lists

clock, house, night, first, lists, case = (
    _lists.clock,
    _lists.house,
    _lists.night,
    _lists.first,
    _lists.lists,
    _lists.case,
)


@pytest.fixture
def helped(house):
    return Helped(house.cases)


@pytest.fixture
def alerts():
    """What is open; tests put alerts in."""
    return []


@pytest.fixture
def hand_over(lists, helped, alerts):
    return HandOver(lists, helped, lambda: [], lambda: alerts)
