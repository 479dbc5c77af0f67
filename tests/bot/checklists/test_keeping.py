"""Runs go with what they belong to, stay on the words they began with, and survive a restart."""

import pytest

from bot.checklists.book import Book
from bot.checklists.checklists import Checklists
from bot.checklists.run import NoSuchRun
from bot.checklists.tables import MarkRow, RunRow
from bot.records.erasure import erase
from bot.records.retention import Policy, purge


def test_a_run_goes_with_its_case_and_another_stays(lists, house, case, night):
    of_case, other = lists.start("arrival", night, case), lists.start("arrival", night)
    for run in (of_case, other):
        lists.mark(run, night, "staff", step="SH-ARR-01", state="done")
    erase(house.keeping, "case", case)
    purge(house.keeping, Policy(), house.clock())
    assert [row.id for row in house.rows(RunRow)] == [other] == [row.run for row in house.rows(MarkRow)]
    with pytest.raises(NoSuchRun):
        lists.find(of_case)
    assert lists.find(other).head.left == 17


def test_a_run_of_its_own_can_be_erased_and_goes_when_its_time_is_over(lists, house, case, night):
    of_case, other, old = (
        lists.start("arrival", night, case),
        lists.start("arrival", night),
        lists.start("travel", night),
    )
    erase(house.keeping, "run", other)
    house.clock.later(100)
    lists.mark(of_case, night, "staff", step="SH-ARR-01", state="done")
    house.clock.later(100)
    purge(house.keeping, Policy(), house.clock())
    assert [row.id for row in house.rows(RunRow)] == [of_case]
    assert old not in {row.run for row in house.rows(MarkRow)}


def test_an_open_run_stays_on_the_words_it_began_with_and_says_what_is_new(lists, house, store, site, night):
    from knowledge.kinds import Checklist

    run = lists.start("arrival", night)
    assert lists.find(run).newer is None

    class Later:
        """The same content after an editor was there."""

        def get(self, kind, item_id):
            item = store.get(Checklist, item_id)
            section = item.sections[0]
            lines = (section.lines[0].model_copy(update={"text": "New words."}), *section.lines[2:])
            return item.model_copy(
                update={"sections": (section.model_copy(update={"lines": lines}), *item.sections[1:])}
            )

        phrase = store.phrase

    later = Checklists(Book(house.cases, Later(), site))
    found = later.find(run)
    assert found.newer == {"added": 0, "gone": 1, "reworded": 1}
    assert found.step("SH-ARR-01").text.text == lists.find(run).step("SH-ARR-01").text.text != "New words."
    assert later.mark(run, night, "staff", step="SH-ARR-02", state="done").step("SH-ARR-02").merged.settled
    fresh = later.find(later.start("arrival", night))
    assert fresh.step("SH-ARR-01").text.text == "New words." and fresh.newer is None


def test_the_steps_of_the_site_itself_are_worked_too(house, store, site, night):
    own = site.model_copy(update={"local_steps": {"arrival": ("Ring the bell twice.",)}})
    lists = Checklists(Book(house.cases, store, own))
    run = lists.start("arrival", night)
    assert lists.mark(run, night, "staff", step="SH-ARR-LOCAL1", state="done").step("SH-ARR-LOCAL1").merged.settled


def test_after_a_restart_everything_is_there(house, store, site, case, night):
    run = Checklists(Book(house.cases, store, site)).start("arrival", night, case)
    Checklists(Book(house.cases, store, site)).mark(run, night, "staff", step="SH-ARR-01", state="done", note="kept")
    house.again()
    found = Checklists(Book(house.cases, store, site)).find(run).step("SH-ARR-01")
    assert found.merged.settled and found.merged.notes[0].note == "kept"
