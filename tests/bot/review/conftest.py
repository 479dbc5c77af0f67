"""A review list in a real database of each kind, at the site of the tests of cases."""

import importlib.util
from pathlib import Path

import pytest

from bot.review.choices import choices_of
from bot.review.proposal import EXAMPLE, Proposal
from bot.review.review import Review

_spec = importlib.util.spec_from_file_location(
    "steadyhand_cases", Path(__file__).resolve().parents[1] / "cases" / "conftest.py"
)
_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cases)
clock, house = _cases.clock, _cases.house


@pytest.fixture(scope="session")
def choices(store):
    return choices_of(store)


@pytest.fixture
def people(house):
    """Two accounts by number."""
    house.person("quartz", "trainer")
    return house.people["first"], house.people["quartz"]


@pytest.fixture
def review(house, choices, clock):
    return Review(house.cases.shelf, choices, clock=clock)


@pytest.fixture
def sent(review):
    """`sent()` is an entry that somebody sent."""

    def one(text="she hides bread under the bed", talk="talk-1", key="0" * 16):
        return review.send(talk, key, "not_understood", text, "I did not understand")

    return one


@pytest.fixture
def blame():
    return Proposal(EXAMPLE, "she says all is her fault", "describe_behaviour", ("self_blame_shame",))
