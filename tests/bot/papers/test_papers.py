"""A paper belongs to its case: sealed with its key, erased with it, and never silently overwritten."""

import json

import pytest

from bot.cases.facts import ChangedMeanwhile, NoSuchCase
from bot.cases.shelf import holding
from bot.papers.exporting import exported, imported
from bot.papers.papers import NoSuchPaper
from bot.papers.tables import PaperRow
from bot.records.erasure import erase


def test_a_paper_is_kept_and_found_again_after_a_restart(house, papers, case, night):
    paper = papers.add(case.code, "review", {"answers": {"RQ-13": "yes"}}, night, "review_written")
    house.again()
    assert papers.one(case.code, paper.id, "review").body == {"answers": {"RQ-13": "yes"}}


def test_what_it_is_and_holds_cannot_be_read_in_the_database(house, papers, case, night):
    papers.add(case.code, "review", {"secret": "threats to the family"}, night, "review_written")
    (row,) = house.rows(PaperRow)
    assert b"threats" not in row.sealed and b"review" not in row.sealed


def test_a_paper_of_another_case_or_kind_is_not_there(house, papers, case, night):
    paper = papers.add(case.code, "review", {}, night, "review_written")
    other = house.cases.open(night)
    for code, kind in ((other.code, "review"), (case.code, "plan")):
        with pytest.raises(NoSuchPaper):
            papers.one(code, paper.id, kind)


def test_erasing_a_case_erases_its_papers(house, papers, case, night):
    papers.add(case.code, "review", {}, night, "review_written")
    erase(house.keeping, "case", case.code)
    assert house.rows(PaperRow) == []
    with pytest.raises(NoSuchCase):
        papers.of(case.code)


def test_who_saw_an_older_version_overwrites_nothing(papers, case, night):
    paper = papers.add(case.code, "plan", {"a": 1}, night, "plan_changed")
    papers.change(case.code, paper.id, night, "plan_changed", lambda body: {"a": 2}, seen=1)
    with pytest.raises(ChangedMeanwhile):
        papers.change(case.code, paper.id, night, "plan_changed", lambda body: {"a": 3}, seen=1)
    assert papers.one(case.code, paper.id, "plan").body == {"a": 2}


def test_there_is_one_paper_of_a_kind_where_one_is_asked_for(papers, case, night):
    for number in (1, 2, 3):
        papers.change_only(
            case.code, "return", night, "referral_changed", lambda body, at=number: {**body, str(at): at}
        )
    assert [paper.body for paper in papers.of(case.code, "return")] == [{"1": 1, "2": 2, "3": 3}]


def test_every_change_is_written_down_without_a_word_of_it(house, papers, case, night):
    papers.add(case.code, "review", {"secret": "x"}, night, "review_written")
    assert house.written_down()[-1] == ("review_written", f"account:{night}", f"case:{case.code}")


def test_what_is_due_is_found_in_all_cases_and_what_waits_longest_comes_first(house, papers, case, night):
    other = house.cases.open(night)
    papers.add(case.code, "message", {"waits_until": 50.0}, night, "message_sent")
    papers.add(other.code, "message", {"waits_until": 40.0}, night, "message_sent")
    papers.add(other.code, "message", {}, night, "message_sent")
    assert [paper.code for paper in papers.due(60.0)] == [other.code, case.code]
    assert [paper.code for paper in papers.due(45.0)] == [other.code]
    assert [paper.code for paper in papers.due(60.0, case.code)] == [case.code]


def test_exported_papers_come_back_the_same(house, papers, case, night):
    papers.add(case.code, "review", {"answers": {"RQ-13": "yes"}}, night, "review_written")
    papers.add(case.code, "message", {"waits_until": 50.0}, night, "message_sent")
    other = house.cases.open(night)
    with holding(house.shelf, case.code, 1.0) as (session, sealer):
        out = json.loads(json.dumps(exported(session, sealer, case.code)))
    erase(house.keeping, "case", case.code)
    with holding(house.shelf, other.code, 1.0) as (session, sealer):
        imported(session, sealer, other.code, out)
    with holding(house.shelf, other.code, 1.0) as (session, sealer):
        assert exported(session, sealer, other.code) == out
    assert [paper.code for paper in papers.due(60.0)] == [other.code]


@pytest.mark.parametrize("broken", [{"id": "x"}, {"kind": 3}, {"body": []}, {"more": 1}])
def test_what_is_no_paper_is_not_imported(house, papers, case, night, broken):
    papers.add(case.code, "review", {}, night, "review_written")
    with holding(house.shelf, case.code, 1.0) as (session, sealer):
        (one,) = exported(session, sealer, case.code)
    with pytest.raises((ValueError, TypeError)), holding(house.shelf, case.code, 1.0) as (session, sealer):
        imported(session, sealer, case.code, [{**one, **broken}])
