"""What a shift is told, what it is never told, who takes over, and what goes when a case is erased."""

import datetime as dt

import pytest

from bot.alerts.alert import Alert, Stage
from bot.hand_over.brief import NoSuchBrief, OwnBrief
from bot.helped.helped import NoSuchAnswer, key_of
from bot.records.erasure import erase
from knowledge.answer import Answer

SHAME = Answer(kind="guidance", title="Self-blame and shame", lead="…")
GREETING = Answer(kind="greeting", title="Hello")


def alert(code, apart=False):
    return Alert(code, Stage.SENT, urgent=True, apart=apart, raised_at=1.0, raised_by=1, rung=1)


def test_a_brief_names_each_case_by_code_and_what_belongs_to_none(lists, hand_over, case, night):
    lists.start("arrival", night, case)
    lists.start("security_premises", night)
    brief = hand_over.now()
    assert list(brief.parts) == [case]
    assert brief.parts[case].work[0].next[0].due_at is not None  # what is due comes first
    assert (brief.parts[case].work[0].left, brief.parts[case].work[0].more) == (18, 15)
    assert [(work.steps, work.left) for work in brief.rest.work] == [(15, 15)]


def test_at_eleven_in_the_evening_what_is_due_after_midnight_still_comes_first(house, lists, hand_over, case, night):
    while dt.datetime.fromtimestamp(house.clock()).hour != 23:
        house.clock.later(1 / 24)
    lists.start("arrival", night, case)
    assert hand_over.now().parts[case].work[0].next[0].due_at is not None


def test_an_alert_that_may_concern_a_colleague_is_in_no_brief(hand_over, alerts):
    alerts += [alert("K7Q4"), alert("M2PX", apart=True)]
    assert [one.code for one in hand_over.now().rest.alerts] == ["K7Q4"]


def test_what_differs_is_named_before_everything_else(lists, hand_over, case, night, first):
    run = lists.start("arrival", night, case)
    lists.mark(run, night, "staff", step="SH-ARR-09", state="done", seen=0)
    lists.mark(run, first, "staff", step="SH-ARR-09", state="not_applicable", seen=0)
    assert hand_over.now().parts[case].work[0].next[0].differs


def test_no_note_and_no_name_is_in_a_brief(lists, hand_over, helped, case, night):
    run = lists.start("arrival", night, case)
    lists.mark(run, night, "staff", step="SH-ARR-09", state="", note="marigold")
    helped.say("talk", [SHAME], "", "helped", night, case)
    text = repr(hand_over.find(hand_over.make(night)).parts)
    assert "marigold" not in text and "night" not in text and "Self-blame" in text


def test_the_next_brief_begins_where_the_last_one_ended(house, hand_over, helped, case, night):
    helped.say("talk", [SHAME], "", "helped", night, case)
    house.clock.later(1 / 24)
    hand_over.make(night)
    assert hand_over.now().parts == {} and hand_over.now().since == house.clock()


def test_who_was_first_to_take_over_stays(hand_over, house, night, first):
    house.person("late")
    brief = hand_over.make(night)
    with pytest.raises(OwnBrief):
        hand_over.take(brief, night)
    hand_over.take(brief, first)
    hand_over.take(brief, house.people["late"])
    assert hand_over.find(brief).taken_by == first
    with pytest.raises(NoSuchBrief):
        hand_over.take("ZZZZZZ", first)


def test_an_erased_case_is_no_longer_in_a_brief_that_named_it(house, lists, hand_over, case, night):
    other = house.cases.open(night).code
    for code in (case, other):
        lists.start("arrival", night, code)
    brief = hand_over.make(night)
    erase(house.keeping, "case", case)
    assert list(hand_over.find(brief).parts) == [other]
    erase(house.keeping, "hand_over", brief)
    with pytest.raises(NoSuchBrief):
        hand_over.find(brief)


def test_the_last_word_about_an_answer_counts_and_goes_with_the_case(house, helped, case, night):
    for verdict in ("no", "a_bit", "helped"):
        helped.say("talk", [GREETING, SHAME], key_of(SHAME), verdict, night, case)
    helped.say("talk-2", [SHAME], "", "no", night)
    assert [(one.case_code, one.counts) for one in helped.since(0)] == [(case, {"helped": 1}), (None, {"no": 1})]
    erase(house.keeping, "case", case)
    assert helped.of_talk("talk") == {} and [one.case_code for one in helped.since(0)] == [None]
    erase(house.keeping, "conversation", "talk-2")
    assert helped.since(0) == []


@pytest.mark.parametrize(
    "answers, key, verdict", [([GREETING], "", "helped"), ([SHAME], "0" * 16, "no"), ([SHAME], "", "perhaps")]
)
def test_nothing_is_kept_about_what_nobody_is_asked(helped, night, answers, key, verdict):
    with pytest.raises(NoSuchAnswer):
        helped.say("talk", answers, key, verdict, night)
    assert helped.since(0) == []
