"""A review is filled in by one or two people, ended, and the next one shows what has changed."""

import pytest

from bot.cases.facts import Facts
from bot.retrafficking.reviews import Reviews


@pytest.fixture
def reviews(matters, store):
    return Reviews(matters, store)


@pytest.fixture
def answered(reviews, case, night):
    def answer(sheet, begun=None, seen=None, by=night, **given):
        mine = {f"RQ-{code[2:]}": answer for code, answer in given.items()}
        base = sheet.answers if begun is None else begun
        return reviews.sheets.save(case.code, sheet.id, by, {**base, **mine}, base, seen or sheet.version)

    return answer


def test_a_review_is_read_in_words_and_survives_a_restart(restarted, reviews, store, case, night, answered):
    sheet = answered(reviews.sheets.begin(case.code, night, "exit"), rq13="yes", rq14="unknown")
    review = Reviews(restarted(), store).read(case, sheet.id)
    assert [one.code for one in review.judgement.stands_out] == ["RQ-13"]
    assert "RQ-14" in [one.id for one in review.judgement.not_known]


def test_coming_back_goes_on_with_the_open_review(reviews, case, night):
    assert reviews.sheets.begin(case.code, night).id == reviews.sheets.begin(case.code, night, "exit").id


def test_the_next_review_shows_what_has_changed(house, reviews, case, night, answered, clock):
    first = answered(reviews.sheets.begin(case.code, night, "exit"), rq13="no", rq22="yes", rq17="unknown")
    reviews.sheets.end(case, first.id, night)
    clock.later(30)
    second = answered(reviews.sheets.begin(case.code, night, "follow_up"), rq13="yes", rq22="yes", rq17="no")
    review = reviews.read(case, second.id)
    assert review.before.id == first.id
    assert [(one.question.id, one.kind) for one in review.changes if one.kind != "first_asked"] == [
        ("RQ-13", "began"),
        ("RQ-17", "found_out"),
    ]


def test_an_ended_review_stays_as_it_was(reviews, case, night, answered):
    sheet = answered(reviews.sheets.begin(case.code, night), rq13="yes")
    reviews.sheets.end(case, sheet.id, night)
    answered(sheet, rq13="no")
    assert reviews.read(case, sheet.id).sheet.answers["RQ-13"] == "yes"


def test_an_ended_review_keeps_the_facts_of_its_day(house, reviews, case, night):
    sheet = reviews.sheets.begin(case.code, night)
    reviews.sheets.end(case, sheet.id, night)
    later = house.cases.change(case.code, night, 1, Facts(age_group="18_to_25", sex="male"))
    assert reviews.read(later, sheet.id).sheet.answers["RQ-03"] == "no"


def test_two_people_at_once_lose_nothing(house, reviews, case, night, answered):
    sheet = reviews.sheets.begin(case.code, night)
    answered(sheet, rq13="yes", by=night)
    merged = answered(sheet, begun={}, seen=1, rq14="no", by=house.people["first"])
    assert merged.answers == {"RQ-13": "yes", "RQ-14": "no"} and merged.differs == {}


def test_two_different_answers_to_one_question_are_both_kept_until_somebody_has_looked(
    house, reviews, case, night, answered
):
    sheet = reviews.sheets.begin(case.code, night)
    answered(sheet, rq13="yes")
    differing = answered(sheet, begun={}, seen=1, rq13="no", by=house.people["first"])
    assert differing.answers["RQ-13"] == "yes" and differing.differs["RQ-13"]["answer"] == "no"
    other = answered(sheet, begun={}, seen=2, rq14="no")  # somebody whose page is older than the difference
    assert "RQ-13" in other.differs
    settled = answered(other, rq13="no")
    assert settled.answers["RQ-13"] == "no" and settled.differs == {}


def test_the_same_answer_twice_is_no_difference(reviews, case, night, answered):
    sheet = reviews.sheets.begin(case.code, night)
    answered(sheet, rq13="yes")
    assert answered(sheet, begun={}, seen=1, rq13="yes").differs == {}


def test_an_answer_can_be_taken_back(reviews, case, night, answered):
    sheet = answered(reviews.sheets.begin(case.code, night), rq13="yes")
    assert answered(sheet, rq13="").answers == {}


def test_what_is_no_question_or_no_answer_is_not_kept(reviews, case, night):
    sheet = reviews.sheets.begin(case.code, night)
    kept = reviews.sheets.save(case.code, sheet.id, night, {"RQ-13": "a name", "RQ-99": "yes"}, {}, 1)
    assert kept.answers == {}
