"""A trainer's desk in a real database of each kind, at the site of the tests of practice."""

import pytest

from bot.rooms.rooms import Rooms
from bot.rooms.tasks import Tasks
from bot.rooms.writing import OwnResidents
from tests.bot.practice import conftest as _practice

clock, house, night, first, practice = (
    _practice.clock,
    _practice.house,
    _practice.night,
    _practice.first,
    _practice.practice,
)
says = _practice.says


def somebody(house, name, role):
    house.person(name, role)
    return house.people[name]


@pytest.fixture
def stranger(house):
    """Another trainer."""
    return somebody(house, "stranger", "trainer")


@pytest.fixture
def keeper(house):
    return somebody(house, "keeper", "admin")


@pytest.fixture
def trainer(house):
    return somebody(house, "teacher", "trainer")


@pytest.fixture
def rooms(practice):
    return Rooms(practice)


@pytest.fixture
def tasks(practice):
    return Tasks(practice)


@pytest.fixture
def own(house, store):
    return OwnResidents(house.engine, store, house.clock)


@pytest.fixture
def room(rooms, trainer):
    return rooms.open(trainer, "salma", 1)


@pytest.fixture
def group(rooms, room, trainer, night, first):
    """A room that has begun, with two people in it."""
    for person in (night, first):
        rooms.join(room, person)
    rooms.steer(room, trainer, "begin")
    return room
