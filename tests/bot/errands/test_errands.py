"""What staff have done from the chat: the same as on the pages, once, and only by who may."""

import pytest

from bot.cases.consent import Consent, day_of
from bot.cases.facts import Facts
from bot.directory.entry import Entry
from knowledge.errands import Errand, Steps
from knowledge.guidance.plain_text import plain_text


@pytest.fixture
def talk(talk_of):
    return talk_of("night")


@pytest.fixture
def case(rooms, night):
    return rooms.cases.open(night).code


def links(answer):
    return [item.link for section in answer.sections for item in section.items if item.link]


def start(errands, talk, code, checklist="arrival", once="m1"):
    return errands.do(talk, Errand("start", checklist=checklist, code=code), once)


def tick(errands, talk, done, once="m2", **steps):
    errand = Errand("tick", run=done.run, listed=done.listed, steps=Steps(**steps))
    return errands.do(talk, errand, once)


def test_a_checklist_is_started_for_a_case_and_gone_on_with(errands, rooms, talk, case):
    done = start(errands, talk, case)
    assert done.run and done.code == case and case in done.answer.title
    assert f"/checklists/{done.run}" in links(done.answer)
    assert start(errands, talk, case).run == done.run  # started again, it goes on
    assert errands.do(talk, Errand("go_on", code=case), "").run == done.run
    assert [head.id for head in rooms.checklists.of_case(case)] == [done.run]


def test_the_first_three_are_ticked_by_who_wrote_and_the_next_ones_shown(errands, rooms, talk, case, night):
    before = start(errands, talk, case)
    after = tick(errands, talk, before, shown=(1, 2, 3))
    run = rooms.checklists.find(before.run)
    assert [run.step(one).merged.state for one in before.listed[:3]] == ["done"] * 3
    assert run.step(before.listed[0]).merged.standing[0].by == night
    assert after.listed[0] == before.listed[3] and "Done: 1, 2, 3." in after.answer.lead


def test_the_same_message_sent_again_ticks_nothing_twice(errands, rooms, talk, case):
    before = start(errands, talk, case)
    tick(errands, talk, before, shown=(1,))
    tick(errands, talk, before, shown=(1,))
    assert len(rooms.checklists.find(before.run).step(before.listed[0]).merged.standing) == 1
    assert tick(errands, talk, before, once="m3", numbers=(2,)).answer.lead.startswith("Done: 2.")


def test_a_step_is_said_not_to_apply_opened_again_and_noted_without_the_name(errands, rooms, talk, case):
    before = start(errands, talk, case)
    step = before.listed[0]
    tick(errands, talk, before, once="a", shown=(1,), state="not_applicable")
    assert rooms.checklists.find(before.run).step(step).merged.state == "not_applicable"
    tick(errands, talk, before, once="b", numbers=(1,), state="open", note="Amina was asleep")
    merged = rooms.checklists.find(before.run).step(step).merged
    assert merged.state == "open" and "Amina" not in merged.notes[0].note and "asleep" in merged.notes[0].note


def test_a_step_that_waits_for_consent_is_not_ticked_and_leads_to_the_form(errands, rooms, talk, case, night):
    run = rooms.checklists.start("referral_scenarios", night, case)
    gated = next(step for step in rooms.checklists.find(run).steps if step.lock == "consent")
    errand = Errand("tick", run=run, steps=Steps(numbers=(gated.place,)))
    done = errands.do(talk, errand, "m1")
    assert "needs consent first" in done.answer.lead and f"/cases/{case}/consent" in links(done.answer)
    assert rooms.checklists.find(run).step(gated.text.id).merged.state == "open"
    given = {"answer": "given", "on": day_of(rooms.cases.clock()), "way": "spoken", "interpreter": "not_needed"}
    recipient = gated.text.recipient or ("" if gated.text.consent == "assistance" else "health")
    rooms.cases.consent.write(case, Consent(purpose=gated.text.consent, recipient=recipient, **given), night)
    assert errands.do(talk, errand, "m2").answer.lead.startswith("Done:")


def test_a_step_the_person_said_no_to_leads_to_what_can_be_offered_and_never_to_the_form(
    errands, rooms, talk, case, night
):
    run = rooms.checklists.start("communication_steps", night, case)
    no = Consent("sharing", "declined", day_of(rooms.cases.clock()), "partner_abroad")
    rooms.cases.consent.write(case, no, night)
    step = rooms.checklists.find(run).step("CM-1")
    done = errands.do(talk, Errand("tick", run=run, steps=Steps(numbers=(step.place,))), "m1")
    assert "says no" in done.answer.lead and f"/cases/{case}/no" in links(done.answer)
    assert f"/cases/{case}/consent" not in links(done.answer)


def test_a_number_no_step_has_and_a_message_without_steps_tick_nothing(errands, rooms, talk, case):
    before = start(errands, talk, case)
    assert "no step 99" in tick(errands, talk, before, numbers=(99,)).answer.lead
    assert "Which step" in tick(errands, talk, before, once="m3").answer.lead
    head = rooms.checklists.of_case(case)[0]
    assert head.left == rooms.checklists.find(before.run).head.steps


def test_when_several_are_open_none_is_guessed(errands, talk, case, rooms, night):
    assert errands.do(talk, Errand("go_on"), "").answer.title == "No checklist is open"
    one, other = start(errands, talk, case).run, start(errands, talk, case, "first_meeting").run
    asked = errands.do(talk, Errand("tick", steps=Steps(shown=(1,))), "m9")
    assert asked.answer.title == "Which checklist?" and asked.run is None
    assert {f"/checklists/{one}", f"/checklists/{other}"} <= set(links(asked.answer))
    named = errands.do(talk, Errand("go_on", checklist="arrival", code=case), "")
    assert named.run == one


def test_a_finished_checklist_takes_no_tick(errands, rooms, talk, case, night):
    before = start(errands, talk, case)
    other = start(errands, talk, case, "first_meeting")
    rooms.checklists.finish(before.run, night)
    tick(errands, talk, before, shown=(1,))
    assert {step.merged.state for step in rooms.checklists.find(before.run).steps} == {"open"}
    assert {step.merged.state for step in rooms.checklists.find(other.run).steps} == {"open"}


def test_when_the_list_shown_last_is_over_the_one_left_is_not_taken_for_it(errands, rooms, talk, case, night):
    shown, other = start(errands, talk, case), start(errands, talk, rooms.cases.open(night).code)
    rooms.checklists.finish(shown.run, night)
    asked = tick(errands, talk, shown, once="m4", shown=(1,))
    assert f"/checklists/{other.run}" in links(asked.answer)
    assert not rooms.checklists.find(other.run).step(other.listed[0]).merged.standing


def test_a_case_is_opened_once_however_often_the_message_comes(errands, rooms, talk):
    first, again = (errands.do(talk, Errand("open_case"), "m1") for _ in range(2))
    assert first.code == again.code and len(rooms.cases.all()) == 1
    assert errands.do(talk, Errand("open_case"), "m2").code != first.code


def test_what_is_due_for_a_case(errands, rooms, talk, case, night):
    quiet = errands.do(talk, Errand("ask_case", code=case.lower()), "")
    assert "Nothing is open" in quiet.answer.lead and quiet.code == case
    run = start(errands, talk, case).run
    rooms.follow_ups.left(case, night, day_of(rooms.cases.clock()))
    rooms.cases.clock.later(8)
    due = errands.do(talk, Errand("ask_case", code=case), "")
    assert f"/checklists/{run}" in links(due.answer) and f"/cases/{case}/follow-up" in links(due.answer)
    assert due.run == run  # “go on with it” is clear now


def test_who_must_be_called_today(desk, errands, rooms, talk, case, night):
    assert "Nobody" in errands.do(talk, Errand("follow_up"), "").answer.lead
    rooms.follow_ups.left(case, night, day_of(rooms.cases.clock()))
    rooms.cases.clock.later(8)
    answer = errands.do(talk, Errand("follow_up"), "").answer
    assert case in plain_text(desk, answer) and answer.lead.startswith("1 ")


def test_the_hand_over_is_made_once_and_leads_to_the_brief(errands, rooms, talk, case):
    start(errands, talk, case)
    first, again = (errands.do(talk, Errand("hand_over"), "m5") for _ in range(2))
    assert links(first.answer) == links(again.answer) and len(rooms.hand_over.listed()) == 1
    assert links(first.answer)[0].startswith("/hand-over/") and "Cases: 1. Open checklists: 1." in first.answer.lead


def test_who_can_see_a_man_for_counselling(desk, errands, rooms, talk, night):
    today = rooms.directory.today
    rooms.directory.add(Entry("Harbour Talk", ("counselling",), "duty_supervisor", today, for_whom=("men",)), night)
    rooms.directory.add(
        Entry("Rose House", ("counselling",), "duty_supervisor", "2020-01-01", for_whom=("women",)), night
    )
    answer = errands.do(talk, Errand("find", words="who can see a man for counselling?"), "").answer
    assert answer.kind == "directory"
    assert "Harbour Talk" in plain_text(desk, answer) and "Rose House" not in plain_text(desk, answer)
    assert answer.sections[0].items[0].phone == "+44 20 7946 0112"
    stale = errands.do(talk, Errand("find", words="counselling for women"), "").answer
    assert "Nobody looked at this since 1 Jan 2020" in plain_text(desk, stale)
    assert errands.do(talk, Errand("find", words="helicopter repair"), "").answer.title == "Nothing in the directory"


def test_a_code_that_no_case_has_is_said_to_be_none(errands, talk):
    done = errands.do(talk, Errand("start", checklist="arrival", code="B-014"), "")
    assert "B-014" in done.answer.lead and done.answer.title == "No such case"
    assert errands.do(talk, Errand("ask_case"), "").answer.title == "Which case?"


@pytest.mark.parametrize(
    "name, role, stage", [("t", "trainer", "open"), ("a", "admin", "open"), ("s", "supervisor", "code")]
)
def test_who_may_not_work_with_cases_has_nothing_done(errands, rooms, talk_of, name, role, stage):
    done = errands.do(talk_of(name, role, stage), Errand("open_case"), "m1")
    assert "staff and supervisors" in done.answer.lead and rooms.cases.all() == []


def test_a_conversation_of_nobody_has_nothing_done(errands, rooms):
    assert "staff and supervisors" in errands.do("unkept-1", Errand("open_case"), "m1").answer.lead
    assert rooms.cases.all() == []


def test_what_is_read_and_done_is_written_down_for_the_account(house, errands, talk, case, night):
    start(errands, talk, case)
    errands.do(talk, Errand("ask_case", code=case), "")
    acts = [act for act, who, subject in house.written_down() if (who, subject) == (f"account:{night}", f"case:{case}")]
    assert {"checklist_started", "checklist_read", "case_read"} <= set(acts)


def test_no_fact_of_a_case_stands_in_an_answer(desk, errands, rooms, talk, night):
    case = rooms.cases.open(night, Facts(age_group="12_to_17", exploitation=("begging",))).code
    said = plain_text(desk, errands.do(talk, Errand("ask_case", code=case), "").answer)
    said += start(errands, talk, case).answer.title
    assert "12 to 17" not in said and "begging" not in said
