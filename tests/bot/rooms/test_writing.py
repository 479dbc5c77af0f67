"""A resident written at this site is checked as the library's are, and played once it is in order."""

import pytest

from bot.practice.residents import Residents
from bot.practice.talk import NoSuchResident
from bot.records.erasure import erase
from bot.rooms.tables import OwnResidentRow
from bot.rooms.writing import NotYours, WrittenMeanwhile
from knowledge.reading import CONTENT_FOLDER


@pytest.fixture
def text():
    return (CONTENT_FOLDER / "en" / "scenarios" / "salma.yml").read_text().replace("id: salma", "id: our_salma", 1)


def test_what_is_in_order_can_be_played_and_what_is_not_is_kept_with_what_to_mend(own, store, trainer, text):
    residents = Residents(store, own.ready)
    draft = own.save(trainer, "our_salma", text.replace("level: 1", "level: 9"))
    assert [problem.field for problem in draft.problems] == ["level"]
    with pytest.raises(NoSuchResident):
        residents.get("our_salma")
    assert own.save(trainer, "our_salma", text).is_ready
    assert residents.get("our_salma").title == residents.get("salma").title
    assert residents.get("our_salma") is residents.get("our_salma")  # its stage is prepared once
    own.erase("our_salma", trainer)
    with pytest.raises(NoSuchResident):
        residents.get("our_salma")


def test_of_two_windows_the_second_is_told_and_nothing_is_overwritten(own, trainer, text, clock):
    own.save(trainer, "our_salma", text, "")
    opened = own.one("our_salma", trainer).version
    clock.later(0.001)
    own.save(trainer, "our_salma", text.replace("level: 1", "level: 2"), opened)
    for seen in (opened, ""):
        with pytest.raises(WrittenMeanwhile):
            own.save(trainer, "our_salma", text, seen)
    assert "level: 2" in own.one("our_salma", trainer).text


def test_an_own_resident_never_takes_the_place_of_one_of_the_library(own, store, trainer, text):
    draft = own.save(trainer, "salma", text.replace("id: our_salma", "id: salma"))
    assert not draft.is_ready and draft.problems[0].field == "id"
    assert own.ready("salma") is None


def test_it_goes_with_its_writers_account_name_and_all(own, house, trainer, text):
    own.save(trainer, "our_salma", text)
    erase(house.keeping, "account", str(trainer))
    assert house.rows(OwnResidentRow) == [] and own.ready("our_salma") is None


def test_what_one_trainer_writes_no_other_changes_or_reads(own, trainer, first, text):
    own.save(trainer, "our_salma", text)
    for act in (
        lambda: own.save(first, "our_salma", "id: our_salma"),
        lambda: own.one("our_salma", first),
        lambda: own.erase("our_salma", first),
    ):
        with pytest.raises(NotYours):
            act()
    assert own.one("our_salma", trainer).ready and own.mine(first) == []
