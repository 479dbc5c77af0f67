"""From leaving to two years later and beyond, by a clock that moves when told."""

import datetime as dt

import pytest

from bot.cases.facts import ChangedMeanwhile, NoSuchCase
from bot.follow_up.calendar import Standing, moment_of
from bot.follow_up.contact import Agreed, Counts, NoSuchContact, Outcome, WrongContact
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.records.erasure import erase

TERMS = ["1w", "1m", "3m", "6m", "12m", "18m", "24m"]
REACHED = Outcome("call")


def open_ones(follow_up):
    return [one for one in follow_up.contacts if one.state == "open"]


def go_to(clock, day):
    clock.now = moment_of(dt.date.fromisoformat(day)) + 9 * 3600


def test_leaving_plans_every_contact_and_moves_the_case_on(house, follow_ups, gone):
    assert [one.term for one in follow_ups.of(gone).contacts] == TERMS
    assert house.cases.find(gone).facts.stage == "after_leaving"
    assert follow_ups.waiting() == [] and follow_ups.counts() == Counts()


def test_each_contact_of_two_years_becomes_due_overdue_and_escalated_on_its_day(follow_ups, gone, night, clock):
    for contact in open_ones(follow_ups.of(gone)):
        for days, standing in ((0, "due"), (2, "due"), (3, "overdue"), (6, "overdue"), (7, "escalated")):
            clock.now = contact.due_at + days * 86_400
            assert [(one.id, one.standing.value) for one in follow_ups.waiting()] == [(contact.id, standing)]
            assert getattr(follow_ups.counts(), standing) == follow_ups.counts().waiting == 1
        clock.now = contact.due_at - 1
        assert follow_ups.waiting() == []
        clock.now = contact.due_at
        follow_ups.write(gone, contact.id, night, "reached", REACHED)
    (beyond,) = open_ones(follow_ups.of(gone))
    assert (beyond.term, beyond.due_at) == ("36m", moment_of(dt.date(2030, 1, 11)))


def test_a_restart_in_between_changes_nothing(house, follow_ups, gone, clock):
    go_to(clock, "2027-01-21")
    before = follow_ups.waiting()
    follow_ups.shelf = house.again().shelf
    assert follow_ups.waiting() == before and before[0].standing is Standing.OVERDUE


def test_contact_that_is_missed_is_tried_again_twice_and_then_counts_as_lost(follow_ups, gone, night, clock):
    days = []
    for day in ("2027-01-18", "2027-01-20", "2027-01-25"):
        go_to(clock, day)
        (waiting,) = follow_ups.waiting()
        days.append((waiting.term, waiting.number))
        assert not follow_ups.of(gone).is_lost
        follow_ups.write(gone, waiting.id, night, "missed", Outcome("call"))
    assert days == [("1w", 1), ("1w", 2), ("1w", 3)]
    assert follow_ups.of(gone).is_lost and follow_ups.lost() == [gone] and follow_ups.counts().lost == 1
    assert follow_ups.waiting() == [] and open_ones(follow_ups.of(gone))[0].term == "1m"
    follow_ups.met(gone, night, Outcome("they_contact_us"))
    assert not follow_ups.of(gone).is_lost and follow_ups.lost() == []


def test_one_contact_is_written_down_once(follow_ups, gone, night, house, clock):
    go_to(clock, "2027-01-18")
    (waiting,) = follow_ups.waiting()
    follow_ups.write(gone, waiting.id, night, "reached", REACHED)
    with pytest.raises(NoSuchContact):
        follow_ups.write(gone, waiting.id, house.people["first"], "missed")
    made = follow_ups.of(gone).contacts[0]
    assert (made.state, made.ended_by, made.outcome) == ("reached", night, REACHED)


def test_a_contact_of_one_person_is_none_of_anothers(follow_ups, gone, house, night):
    other = house.cases.open(night).code
    with pytest.raises(NoSuchContact):
        follow_ups.write(other, open_ones(follow_ups.of(gone))[0].id, night, "reached")


def test_somebody_who_wants_no_more_contact_gets_none(follow_ups, gone, night, clock):
    ended = follow_ups.end(gone, night, "they_asked")
    assert open_ones(ended) == [] and ended.agreed.ending == "they_asked" and ended.ended_at == clock.now
    clock.later(3000)
    assert follow_ups.waiting() == [] and follow_ups.counts() == Counts()


def test_another_day_of_leaving_plans_anew_and_keeps_what_was_done(follow_ups, gone, night, clock):
    go_to(clock, "2027-01-18")
    follow_ups.write(gone, follow_ups.waiting()[0].id, night, "reached", REACHED)
    again = follow_ups.left(gone, night, "2027-01-14")
    assert [(one.term, one.state) for one in again.contacts][:2] == [("1w", "reached"), ("1m", "open")]
    assert open_ones(again)[0].due_at == moment_of(dt.date(2027, 2, 14))


def test_ways_of_contact_stay_when_somebody_leaves_and_the_day_stays_when_ways_change(follow_ups, gone, night):
    follow_ups.agree(gone, night, Agreed(("text_message",), (), ("agreed_word",)))
    agreed = follow_ups.of(gone).agreed
    assert (agreed.ways, agreed.cautions, agreed.left_on) == (("text_message",), ("agreed_word",), "2027-01-11")


def test_of_two_who_change_what_is_agreed_the_second_sees_the_first(follow_ups, code, night, clock):
    blank = follow_ups.of(code).version
    follow_ups.agree(code, night, Agreed(("call",)), blank)
    with pytest.raises(ChangedMeanwhile):
        follow_ups.agree(code, night, Agreed(("text_message",)), blank)
    agreed = follow_ups.of(code)
    assert agreed.agreed.ways == ("call",)
    clock.later(0.1)
    assert follow_ups.agree(code, night, Agreed(("text_message",)), agreed.version).agreed.ways == ("text_message",)


@pytest.mark.parametrize("day", ["2027-01-12", "soon", ""])
def test_nobody_has_left_tomorrow(follow_ups, code, night, day):
    with pytest.raises(WrongContact):
        follow_ups.left(code, night, day)


@pytest.mark.parametrize("wrong", [{"ways": ("her mother",)}, {"cautions": ("+44 20",)}, {"times": ("at 5",)}])
def test_nothing_about_contact_can_be_written_freely(wrong):
    with pytest.raises(WrongContact):
        Agreed(**wrong)


def test_signs_of_the_last_contact_are_shown(follow_ups, gone, night, clock):
    go_to(clock, "2027-01-18")
    follow_ups.write(gone, follow_ups.waiting()[0].id, night, "reached", Outcome("call", ("threats", "new_debts")))
    assert follow_ups.of(gone).signs == ("threats", "new_debts")


def test_nothing_of_it_can_be_read_in_the_rows_and_erasing_takes_it(house, follow_ups, gone, night, clock):
    go_to(clock, "2027-01-18")
    follow_ups.write(gone, follow_ups.waiting()[0].id, night, "reached", Outcome("call", ("threats",)))
    sealed = [row.sealed for table in (ContactPlan, FollowUpRow) for row in house.rows(table)]
    assert not any(word in one for one in sealed for word in (b"call", b"threats", b"2027"))
    erase(house.keeping, "case", gone)
    assert house.rows(ContactPlan) == house.rows(FollowUpRow) == [] and follow_ups.waiting() == []
    with pytest.raises(NoSuchCase):
        follow_ups.of(gone)


def test_what_was_done_is_written_down_without_content(house, follow_ups, gone, night):
    follow_ups.end(gone, night, "they_asked")
    acts = [(act, who) for act, who, subject in house.written_down() if subject == f"case:{gone}"]
    expected = ["case_opened", "contact_plan_changed", "contact_plan_changed", "follow_up_ended"]
    assert acts == [(act, f"account:{night}") for act in expected]
