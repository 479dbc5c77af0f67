"""The directory as it is kept: sealed, flagged when nobody looked at it, never overwritten without being seen."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory.directory import ServiceChanged
from bot.directory.entry import Entry, NoSuchService, WrongEntry, languages_of
from bot.directory.tables import ServiceRow

TODAY = "2027-01-11"


def entry(**more):
    given = {"name": "Harbour Counselling", "help": ("counselling",), "contact": "case_manager", "reviewed_on": TODAY}
    return Entry(**{**given, **more})


def test_a_service_is_there_after_a_restart_and_cannot_be_read_in_the_database(house, directory, first):
    number = directory.add(entry(note="Ring twice", languages=("Amharic",)), first)
    with Session(house.engine) as session:
        sealed = session.scalar(select(ServiceRow.sealed))
    assert b"Harbour" not in sealed and b"Ring" not in sealed
    kept = type(directory)(house.again().shelf, 180, house.clock).get(number)
    assert kept.entry.note == "Ring twice" and kept.entry.languages == ("Amharic",) and not kept.is_stale


def test_an_entry_nobody_looked_at_is_flagged_after_the_setting_and_not_after_somebody_did(house, directory, first):
    number = directory.add(entry(), first)
    house.clock.later(180)
    assert not directory.get(number).is_stale
    house.clock.later(1)
    assert directory.get(number).is_stale
    directory.reviewed(number, first)
    assert not directory.get(number).is_stale


def test_two_supervisors_do_not_overwrite_each_other(directory, first):
    number = directory.add(entry(), first)
    directory.change(number, 1, entry(hours="Monday"), first)
    with pytest.raises(ServiceChanged):
        directory.change(number, 1, entry(hours="Tuesday"), first)
    assert directory.get(number).entry.hours == "Monday"


def test_what_was_taken_out_is_gone(house, directory, first):
    number = directory.add(entry(), first)
    directory.remove(number, first)
    assert directory.all() == [] and house.rows(ServiceRow) == []
    with pytest.raises(NoSuchService):
        directory.get(number)


def test_who_changed_what_is_written_down_without_a_word_of_it(house, directory, first):
    number = directory.add(entry(), first)
    directory.reviewed(number, first)
    directory.remove(number, first)
    who = f"account:{first}"
    acts = [one for one in house.written_down() if one[0].startswith("service_") and one[1] == who]
    assert acts == [(act, who, f"service:{number}") for act in ("service_added", "service_reviewed", "service_removed")]


@pytest.mark.parametrize(
    "field, value",
    [
        ("name", ""),
        ("name", "x" * 81),
        ("help", ()),
        ("help", ("magic",)),
        ("for_whom", ("dogs",)),
        ("contact", "nobody"),
        ("note", "x" * 301),
        ("reviewed_on", "soon"),
        ("languages", ("x" * 41,)),
    ],
)
def test_what_cannot_be_an_entry_is_refused_by_field(field, value):
    with pytest.raises(WrongEntry) as refused:
        entry(**{field: value})
    assert refused.value.field == field


def test_nobody_can_have_looked_at_it_tomorrow(directory, first):
    with pytest.raises(WrongEntry):
        directory.add(entry(reviewed_on="2027-01-12"), first)


def test_languages_are_read_as_people_type_them():
    assert languages_of("English,  Amharic\nFrench; English,,") == ("English", "Amharic", "French")
