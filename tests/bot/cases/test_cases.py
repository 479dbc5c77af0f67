"""A case is opened, found, read and changed; nothing of it can be read in the database; erasing it takes all of it."""

import pytest
from sqlalchemy.orm import Session

from bot.cases.cases import Cases
from bot.cases.consent import Consent
from bot.cases.facts import ChangedMeanwhile, Facts, NoSuchCase, WrongFact
from bot.cases.tables import CaseRow, ConsentRow
from bot.records.erasure import NothingToErase, erase
from bot.records.retention import Policy, purge

FACTS = Facts(
    age_group="12_to_17", sex="female", exploitation=("sexual", "begging"), cross_border="yes", stage="staying"
)


def test_a_case_is_found_again_with_its_facts_also_after_a_restart(house, night):
    case = house.cases.open(night, FACTS)
    assert case.facts == FACTS and case.facts.is_child and case.opened_by == night
    assert house.again().cases.find(case.code.lower().replace("-", "")) == case


@pytest.mark.parametrize("typed", ["Z-999", "Amina", "", "B-14"])
def test_a_code_that_is_not_there_and_a_name_find_nothing(house, typed):
    with pytest.raises(NoSuchCase):
        house.cases.find(typed)


@pytest.mark.parametrize(
    "wrong",
    [
        {"age_group": "about 15"},
        {"sex": "Amina"},
        {"exploitation": ["Amina"]},
        {"exploitation": "sexual"},
        {"name": "Amina"},
    ],
)
def test_nothing_but_the_short_lists_gets_in(wrong):
    with pytest.raises(WrongFact) as refused:
        Facts.of({**FACTS.kept(), **wrong})
    assert "Amina" not in str(refused.value) and "15" not in str(refused.value).split("write one of")[0]


def test_an_age_that_nobody_knows_may_be_a_childs():
    assert Facts().may_be_child and not Facts().is_child
    assert not Facts(age_group="18_to_25").may_be_child


def test_two_people_who_change_the_same_facts_do_not_overwrite_each_other(house, night):
    case = house.cases.open(night)
    changed = house.cases.change(case.code, night, case.version, FACTS)
    assert changed.facts == FACTS and changed.version == 2
    with pytest.raises(ChangedMeanwhile):
        house.cases.change(case.code, house.people["first"], case.version, Facts())
    assert house.cases.find(case.code).facts == FACTS


def test_every_opening_reading_and_change_is_written_down_without_content(house, night):
    case = house.cases.open(night, FACTS)
    house.cases.read(case.code, house.people["first"])
    house.cases.change(case.code, night, 1, Facts())
    house.cases.consent.write(case.code, Consent("assistance", "given", "2027-01-11"), night)
    subject, me = f"case:{case.code}", f"account:{night}"
    assert house.written_down() == [
        ("case_opened", me, subject),
        ("case_read", f"account:{house.people['first']}", subject),
        ("case_changed", me, subject),
        ("consent_written", me, subject),
    ]


def test_all_cases_are_listed_the_last_changed_first(house, night, clock):
    codes = []
    for _ in range(3):
        codes.append(house.cases.open(night).code)
        clock.later(1)
    house.cases.change(codes[0], night, 1, FACTS)
    assert [case.code for case in house.cases.all()] == [codes[0], codes[2], codes[1]]


def test_nothing_of_a_case_can_be_read_in_its_rows(house, night):
    case = house.cases.open(night, FACTS)
    house.cases.consent.write(case.code, Consent("referral", "given", "2027-01-11", "health"), night)
    for table in (CaseRow, ConsentRow):
        for row in house.rows(table):
            assert not any(word in row.sealed for word in (b"female", b"sexual", b"health", b"given"))


def test_erasing_a_case_takes_all_of_it_and_it_does_not_come_back(house, night):
    case = house.cases.open(night, FACTS)
    house.cases.consent.write(case.code, Consent("assistance", "given", "2027-01-11"), night)
    erase(house.keeping, "case", case.code)
    assert house.rows(CaseRow) == house.rows(ConsentRow) == []
    with pytest.raises(NoSuchCase):
        house.cases.find(case.code)
    assert not house.cases.consent.given(case.code, "assistance")
    with pytest.raises(NothingToErase):
        erase(house.keeping, "case", case.code)
    assert house.written_down()[-1] == ("case_erased", "operator", f"case:{case.code}")


def test_a_case_without_its_key_is_left_out_and_nothing_is_kept_under_it(house, night):
    gone, left = house.cases.open(night).code, house.cases.open(night).code
    with Session(house.engine) as session, session.begin():
        house.keys.destroy(session, "case", gone)
    cases = Cases(house.shelf, house.clock)
    assert [case.code for case in cases.all()] == [left]
    with pytest.raises(NoSuchCase):
        cases.change(gone, night, 1, FACTS)


def test_a_case_that_nobody_touched_for_two_years_goes_by_itself(house, night, clock):
    old = house.cases.open(night).code
    clock.later(400)
    used = house.cases.open(night).code
    house.cases.change(used, night, 1, FACTS)
    clock.later(331)
    done = purge(house.keeping, Policy(), clock.now)
    assert done.owners["case"] == 1
    assert [case.code for case in house.cases.all()] == [used] and used != old
