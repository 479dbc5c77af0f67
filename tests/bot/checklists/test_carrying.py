"""A run leaves the house with every mark and comes back the same; whatever is no run stays outside."""

import json
import threading

import pytest
from sqlalchemy.orm import Session

from bot.cases.shelf import holding, opener
from bot.checklists.carrying import WrongRun, bring_back, carried
from bot.records.erasure import erase


def taken(lists, house, case):
    with Session(house.engine) as session:
        names = {number: name for name, number in house.people.items()}
        return carried(lists.book, session, opener(house.shelf, session, case), case, names)


def brought(lists, house, case, runs):
    with holding(house.shelf, case, house.clock()) as (session, sealer):
        bring_back(lists.book, session, sealer, case, runs, house.people)


@pytest.fixture
def runs(lists, house, case, night, first):
    run = lists.start("arrival", night, case)
    lists.mark(run, night, "staff", step="SH-ARR-01", state="done", note="by phone", seen=0)
    lists.mark(run, first, "staff", step="SH-ARR-01", state="not_applicable", seen=0)
    house.clock.later(1 / 24)
    done = lists.start("travel", first, case)
    lists.finish(done, first)
    return json.loads(json.dumps(taken(lists, house, case)))


def test_what_was_carried_out_comes_back_the_same(lists, house, case, night, runs):
    before = [lists.find(head.id).steps for head in lists.of_case(case)]
    erase(house.keeping, "case", case)
    other = house.cases.open(night).code
    brought(lists, house, other, runs)
    assert taken(lists, house, other) == runs
    assert [lists.find(head.id).steps for head in lists.of_case(other)] == before


def test_a_pseudonym_that_is_not_known_here_stays_beside_its_mark(lists, house, case, night, runs):
    erase(house.keeping, "case", case)
    runs[0]["marks"][0]["by"] = "elsewhere"
    other = house.cases.open(night).code
    brought(lists, house, other, runs)
    mark = lists.find(runs[0]["id"]).step("SH-ARR-01").merged.standing[0]
    assert (mark.by, mark.who) == (None, "elsewhere")


def _set(runs, field, value):
    place = runs[0]
    *way, last = field
    for part in way:
        place = place[part]
    place[last] = value
    return runs


@pytest.mark.parametrize(
    "field, value",
    [
        (["story"], "she came in May"),
        (["id"], "../etc"),
        (["marks", 0, "state"], "finished"),
        (["marks", 0, "step"], "SH-ARR-99"),
        (["marks", 0, "number"], 7),
        (["marks", 0, "note"], "x" * 5000),
        (["procedure", "parts", 0, "steps", 0, "extra"], "text outside its fields"),
        (["started_at"], "yesterday"),
        (["started_at"], 1e300),
        (["ended_at"], float("inf")),
        (["marks", 0, "at"], float("nan")),
        (["Amina"], "once"),
    ],
)
def test_whatever_is_no_run_is_refused_and_nothing_of_it_is_kept(lists, house, case, night, runs, field, value):
    erase(house.keeping, "case", case)
    other = house.cases.open(night).code
    with pytest.raises(WrongRun) as refused:
        brought(lists, house, other, _set(runs, field, value))
    assert lists.of_case(other) == [] and "Amina" not in str(refused.value)


def test_a_run_that_is_here_already_is_not_brought_twice(lists, house, case, runs):
    with pytest.raises(WrongRun):
        brought(lists, house, case, runs)


def test_fifty_who_tick_the_same_run_at_once_lose_nothing(lists, house, case, night):
    run, wrong = lists.start("first_meeting", night, case), []

    def tick(person):
        for _ in range(200):
            try:
                lists.mark(
                    run,
                    night,
                    "staff",
                    step="SH-FM-01",
                    state="done",
                    note=f"person {person}",
                    seen=0,
                    once=f"{person}",
                )
                return
            except Exception as error:  # noqa: BLE001  (not saved: a person tries again)
                last = error
        wrong.append(last)

    people = [threading.Thread(target=tick, args=(person,)) for person in range(50)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    notes = [note.note for note in lists.find(run).step("SH-FM-01").merged.notes]
    assert wrong == [] and sorted(notes) == sorted(f"person {person}" for person in range(50))
    assert not house.audit.verify().wrong
