"""Nothing of the source tables is lost: every code of the inventory stands in the content, and stands once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge.checking import counts
from knowledge.kinds import Checklist, Principle, Reaction, Situation

_INVENTORY = Path(__file__).with_name("inventory.txt")
CODES = [line for line in _INVENTORY.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

#: Code of a table → how many manifestations and supportive responses the source gives.
TABLES = {
    "R1": (7, 5),
    "R2": (2, 5),
    "R3": (4, 3),
    "R4": (4, 4),
    "R5": (4, 4),
    "R6": (5, 4),
    "R7": (7, 5),
    "R8": (7, 7),
}


@pytest.fixture(scope="module")
def places(library):
    return Counter(line.id for _, line in library.every_line())


@pytest.fixture(scope="module")
def coded_items(library):
    return Counter(item.code for kind in (Reaction, Principle, Checklist, Situation) for item in library.all(kind))


def test_the_inventory_names_each_code_once():
    assert [code for code, times in Counter(CODES).items() if times > 1] == []
    assert len(CODES) > 1000


def test_no_code_of_the_inventory_was_lost(places, coded_items):
    assert sorted(set(CODES) - set(places) - set(coded_items)) == []


def test_no_code_stands_in_two_places(places, coded_items):
    assert [code for code, times in places.items() if times > 1] == []
    assert [code for code, times in coded_items.items() if times > 1] == []


@pytest.mark.parametrize(
    "folder, number",
    [
        ("reactions", 8),
        ("principles", 9),
        ("checklists", 20),
        ("situations", 14),
        ("topics", 17),
        ("variants", 4),
    ],
)
def test_there_are_as_many_items_as_the_sources_give(library, folder, number):
    assert counts(library)[folder] == number


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_its_manifestations_and_responses_numbered_without_gaps(library, table):
    reaction = next(one for one in library.all(Reaction) if one.code == table)
    manifestations, responses = TABLES[table]
    assert [line.id for line in reaction.manifestations] == [f"{table}.M{n}" for n in range(1, manifestations + 1)]
    assert [line.id for line in reaction.responses] == [f"{table}.S{n}" for n in range(1, responses + 1)]
