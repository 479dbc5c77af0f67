"""A matter belongs to its case: sealed with its key, erased with it, and never silently overwritten."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.cases.facts import ChangedMeanwhile, NoSuchCase
from bot.cases.files import CaseFiles
from bot.cases.sheets import as_csv, as_paper
from bot.cases.shelf import holding
from bot.matters.carrying import part
from bot.matters.matters import NoSuchMatter
from bot.matters.tables import MatterRow
from bot.records.erasure import erase
from bot.referral.messages import Messages
from bot.referral.returns import Returns
from bot.reintegration.plans import Plans
from bot.retrafficking.reviews import Reviews


def test_a_matter_is_kept_and_found_again_after_a_restart(restarted, matters, case, night):
    matter = matters.add(case.code, "review", {"answers": {"RQ-13": "yes"}}, night, "review_written")
    assert restarted().one(case.code, matter.id, "review").body == {"answers": {"RQ-13": "yes"}}


def test_what_it_is_and_holds_cannot_be_read_in_the_database(house, matters, case, night):
    matters.add(case.code, "review", {"secret": "threats to the family"}, night, "review_written")
    (row,) = house.rows(MatterRow)
    assert b"threats" not in row.sealed and b"review" not in row.sealed


def test_a_matter_of_another_case_or_kind_is_not_there(house, matters, case, night):
    matter = matters.add(case.code, "review", {}, night, "review_written")
    other = house.cases.open(night)
    for code, kind in ((other.code, "review"), (case.code, "plan")):
        with pytest.raises(NoSuchMatter):
            matters.one(code, matter.id, kind)
        with pytest.raises(NoSuchMatter):
            matters.change(code, matter.id, kind, night, "plan_changed", lambda body: {"goal": "other"})
    assert matters.one(case.code, matter.id, "review").body == {}


def test_erasing_a_case_erases_its_matters(house, matters, case, night):
    matters.add(case.code, "review", {}, night, "review_written")
    erase(house.keeping, "case", case.code)
    assert house.rows(MatterRow) == []
    with pytest.raises(NoSuchCase):
        matters.of(case.code)


def test_who_saw_an_older_version_overwrites_nothing(matters, case, night):
    matter = matters.add(case.code, "plan", {"a": 1}, night, "plan_changed")
    matters.change(case.code, matter.id, matter.kind, night, "plan_changed", lambda body: {"a": 2}, seen=1)
    with pytest.raises(ChangedMeanwhile):
        matters.change(case.code, matter.id, matter.kind, night, "plan_changed", lambda body: {"a": 3}, seen=1)
    assert matters.one(case.code, matter.id, "plan").body == {"a": 2}


def test_there_is_one_matter_of_a_kind_where_one_is_asked_for(matters, case, night):
    for number in (1, 2, 3):
        matters.change_only(
            case.code, "return", night, "referral_changed", lambda body, at=number: {**body, str(at): at}
        )
    assert [matter.body for matter in matters.of(case.code, "return")] == [{"1": 1, "2": 2, "3": 3}]


def test_every_change_is_written_down_without_a_word_of_it(house, matters, case, night):
    matters.add(case.code, "review", {"secret": "x"}, night, "review_written")
    assert house.written_down()[-1] == ("review_written", f"account:{night}", f"case:{case.code}")


def test_what_is_due_is_found_in_all_cases_and_what_waits_longest_comes_first(house, matters, case, night):
    other = house.cases.open(night)
    matters.add(case.code, "message", {"waits_until": 50.0}, night, "message_sent")
    matters.add(other.code, "message", {"waits_until": 40.0}, night, "message_sent")
    matters.add(other.code, "message", {}, night, "message_sent")
    assert [matter.code for matter in matters.due(60.0)] == [other.code, case.code]
    assert [matter.code for matter in matters.due(45.0)] == [other.code]
    assert [matter.code for matter in matters.due(60.0, case.code)] == [case.code]


def out_of(house, case, store):
    with holding(house.shelf, case.code, 1.0) as (session, sealer):
        return json.loads(json.dumps(part(house.shelf.masked, store).carried(session, sealer, case.code, {})))


def into(house, case, store, rows):
    with holding(house.shelf, case.code, 1.0) as (session, sealer):
        part(house.shelf.masked, store).bring_back(session, sealer, case.code, rows, {})


@pytest.fixture
def full(matters, case, night, house, store, agree):
    """A case with one matter of each kind."""
    returns, plans = Returns(matters, store), Plans(matters, store)
    returns.choose(case.code, "sent_by_police_or_partner", "sending", night)
    returns.plan_travel(case.code, {"arrives": "2027-01-13T09:30", "by": "air"}, {"JC-09": "yes"}, night)
    for sheets in (returns.security, plans.needs, Reviews(matters, store).sheets):
        sheet = sheets.begin(case.code, night)
        first = sheets.questions.questions[1].id
        sheets.save(case.code, sheet.id, night, {first: "yes"}, {}, 1)
        sheets.save(case.code, sheet.id, house.people["first"], {first: "no"}, {}, 1)
    plans.add_goal(case.code, {"area": "housing", "aim": "A room"}, ("RN-HO-H2",), night)
    plans.write(case.code, {"success": "A door of my own"}, 0, night)
    agree(case, "referral")
    request = {"needs": ["legal"], "urgency": ["now"], "assessment": ["later"], "language": ["Dari"]}
    Messages(matters, store, house.cases, returns).send(case, 1, request, night)
    return case


def test_matters_that_left_the_house_come_back_the_same(house, matters, full, night, store, clock):
    out = out_of(house, full, store)
    assert len({row["kind"] for row in out}) == 8
    other = house.cases.open(night)
    erase(house.keeping, "case", full.code)
    into(house, other, store, out)
    assert out_of(house, other, store) == out
    clock.later(6)
    assert [matter.code for matter in matters.due(clock())] == [other.code]


def test_names_are_taken_out_of_what_comes_in(house, full, night, store):
    out = out_of(house, full, store)
    erase(house.keeping, "case", full.code)
    for row in out:
        if row["kind"] == "goal":
            row["body"]["aim"] = "Live with Amina"
    other = house.cases.open(night)
    into(house, other, store, out)
    assert "Amina" not in str(out_of(house, other, store))


@pytest.mark.parametrize(
    "kind, broken",
    [
        ("goal", {"kind": "story"}),
        ("goal", {"body": []}),
        ("goal", {"story": "once"}),
        ("goal", {"body": {"area": "housing", "story": "once"}}),
        ("retrafficking_review", {"body": {"occasion": "exit", "answers": {"RQ-13": "her name is Amina"}}}),
        ("message", {"made_at": "now"}),
        ("message", {"id": "amina"}),
        ("message", {"body": {"letter": "no_such_letter", "values": {}, "ours": True}}),
        ("message", {"body": {"letter": "request_for_assistance", "values": {}, "ours": True, "answer_by": 1e300}}),
        ("message", {"body": {"letter": "request_for_assistance", "values": {}, "ours": True, "at": float("inf")}}),
        ("goal", {"body": {"area": "no_such_area"}}),
        ("goal", {"body": {"area": "housing", "by": "amina"}}),
        ("goal", {"body": {"area": "housing", "due": "2027-99-99"}}),
        ("goal", {"body": {"area": "housing", "Amina": "once"}}),
        ("plan", {"body": {"review": "Amina"}}),
        ("retrafficking_review", {"body": {"occasion": "amina", "answers": {}}}),
        ("retrafficking_review", {"body": {"occasion": "exit", "answers": {"Amina": "yes"}}}),
    ],
)
def test_what_is_no_matter_is_not_brought_in_and_not_repeated(house, full, store, kind, broken):
    row = next(row for row in out_of(house, full, store) if row["kind"] == kind)
    with pytest.raises(ValueError) as refused:
        into(house, full, store, [{**row, "id": "f" * 16, **broken}])
    assert "amina" not in str(refused.value).lower()


def test_on_paper_stand_questions_and_answers_in_words(house, full, store):
    laid_out = part(house.shelf.masked, store).on_paper(out_of(house, full, store))
    words = " ".join([*(one.title for one in laid_out), *(row.text for one in laid_out for row in one.rows)])
    assert "Review of the risk" in words and "Language the person speaks best: Dari" in words and "A room" in words
    assert "{" not in words and "RQ-" not in words


def test_a_whole_case_goes_to_another_house_and_is_the_same_there(house, full, night, store, tmp_path):
    other = type(house)(f"sqlite:///{tmp_path}/other/records.db", tmp_path / "other", house.clock).again()
    for name in house.people:
        other.person(name)
    here, there = (CaseFiles(one.cases, (part(one.shelf.masked, store),)) for one in (house, other))
    out = here.taken_out(full.code, night)
    there.put_in(json.dumps(out).encode(), other.people["night"])
    assert there.taken_out(full.code, None) == out
    other.engine.dispose()
    assert "A door of my own" in as_csv(out)
    laid_out = as_paper(out, here.parts, house.clock())
    assert any("A door of my own" in row.text for one in laid_out.parts for row in one.rows)


def test_many_people_at_once_lose_no_answer(house, matters, case, night, store):
    sheets = Reviews(matters, store).sheets
    sheet = sheets.begin(case.code, night)
    questions = [question.id for question in sheets.questions.questions]
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda code: sheets.save(case.code, sheet.id, night, {code: "yes"}, {}, 1), questions))
    kept = sheets.one(case.code, sheet.id)
    assert kept.answers == dict.fromkeys(questions, "yes") and kept.differs == {}
