"""The house of the cases, with its follow-up calendar."""

import pytest

from bot.follow_up.calendar import calendar_of
from bot.follow_up.contact import Agreed
from bot.follow_up.follow_ups import FollowUps
from tests.bot.cases import conftest as _cases

clock, house, night = _cases.clock, _cases.house, _cases.night

DEFAULT = "1w 1m 3m 6m 12m 18m 24m +12m"
AGREED = Agreed(("call",), ("evening",), ("hidden_number", "no_voicemail"))


@pytest.fixture
def follow_ups(house, clock):
    return FollowUps(house.shelf, calendar_of(DEFAULT), clock)


@pytest.fixture
def code(house, night):
    return house.cases.open(night).code


@pytest.fixture
def gone(follow_ups, code, night):
    """The code of somebody who left today, with ways of contact agreed."""
    follow_ups.agree(code, night, AGREED)
    follow_ups.left(code, night, "2027-01-11")
    return code
