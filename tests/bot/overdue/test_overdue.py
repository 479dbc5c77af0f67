"""What is late is counted once, in one place, and reaches the next shift."""

import pytest

from bot.cases.consent import Consent, day_of
from bot.overdue.overdue import OverdueCounts
from bot.records.erasure import erase

REQUEST = {"needs": ["housing"], "urgency": ["this_week"], "assessment": ["later"]}


@pytest.fixture
def asked(rooms, night, clock):
    """The code of a case whose request for information went out today: its answer is due in five days."""
    case = rooms.cases.open(night)
    yes = Consent("referral", "given", day_of(clock()), recipient="partner_abroad")
    rooms.cases.consent.write(case.code, yes, night)
    rooms.work.messages.send(case, 1, REQUEST, night)
    return case.code


def test_a_letter_without_an_answer_is_late_on_its_day_and_not_before(rooms, asked, clock):
    clock.later(4.9)
    assert rooms.overdue.counts() == OverdueCounts()
    clock.later(0.2)
    assert rooms.overdue.counts() == OverdueCounts(answers=1)
    assert rooms.overdue.counts().count == 1


def test_a_letter_that_should_be_answered_today_is_handed_over_under_its_case_and_goes_with_it(
    house, rooms, asked, night, clock
):
    assert rooms.hand_over.now().parts == {}
    clock.later(5)
    [letter] = rooms.hand_over.now().parts[asked].letters
    assert letter.answer_by == clock() and not letter.ours
    brief = rooms.hand_over.make(night)
    clock.later(3)
    assert rooms.hand_over.find(brief).parts[asked].letters == (letter,)
    erase(house.keeping, "case", asked)
    assert rooms.hand_over.find(brief).parts == {} and rooms.overdue.counts().count == 0


def test_contacts_checklists_and_letters_are_counted_together(rooms, asked, night, clock):
    rooms.follow_ups.left(asked, night, day_of(clock()))
    run = rooms.checklists.start("arrival", night, asked)
    clock.later(7)
    counts = rooms.overdue.counts()
    assert (counts.contacts.due, counts.answers, counts.checklists) == (1, 1, 1)
    assert (counts.count, counts.waiting) == (2, 3)
    rooms.checklists.finish(run, night)
    clock.later(3)
    assert (rooms.overdue.counts().checklists, rooms.overdue.counts().contacts.overdue) == (0, 1)
