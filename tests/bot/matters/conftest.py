"""Matters of cases in a real database of each kind, at the site of the tests of cases."""

import pytest

from bot.cases.consent import Consent, day_of
from bot.cases.facts import Facts
from bot.matters.matters import Matters
from tests.bot.cases import conftest as _cases

clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def matters(house):
    return Matters(house.shelf, house.clock)


@pytest.fixture
def restarted(house):
    """`restarted()`: the same matters after a restart, with nothing in memory."""
    return lambda: Matters(house.again().shelf, house.clock)


@pytest.fixture
def case(house, night):
    """A grown man from abroad."""
    return house.cases.open(night, Facts(age_group="26_to_59", sex="male", cross_border="yes"))


@pytest.fixture
def agree(house, night):
    """The person says yes to a purpose, with the partner abroad."""

    def agreed(case, purpose, answer="given"):
        house.cases.consent.write(
            case.code, Consent(purpose, answer, day_of(house.clock()), recipient="partner_abroad"), night
        )

    return agreed
