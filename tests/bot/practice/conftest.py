"""Practice talks in a real database of each kind, at the site of the tests of cases."""

import pytest

from bot.practice.drawer import Drawer
from bot.practice.residents import Residents
from bot.practice.service import Practice
from knowledge.roleplay.play import Reply, Seen
from tests.bot.cases import conftest as _cases

clock, house, night = _cases.clock, _cases.house, _cases.night


@pytest.fixture
def first(house):
    return house.people["first"]


@pytest.fixture
def practice(house, store):
    return practice_of(house, store)


def practice_of(house, store):
    """The practice of a site as it is now: after a restart, ask again."""
    kept = (house.audit.record, house.keeping.tombstones)
    return Practice(Drawer(house.engine, house.keys, Residents(store), house.clock, *kept))


@pytest.fixture
def again(house, store):
    return lambda: practice_of(house.again(), store)


@pytest.fixture
def says():
    """A reply that makes these moves."""
    return lambda *moves, text="You decide.": Reply(text, tuple(Seen(move) for move in moves))


@pytest.fixture
def talk(practice, night):
    return practice.begin(night, "salma", 1, "each", (2, 1))
