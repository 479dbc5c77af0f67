"""One checklist, several people: what they tick, what they note, what waits for consent, and what is kept of it."""

import pytest

from bot.cases.consent import RECIPIENTS, Consent
from bot.cases.facts import Facts, NoSuchCase
from bot.checklists.checklists import NoSuchChecklist
from bot.checklists.merging import DIFFERS, DONE, NOT_APPLICABLE, OPEN
from bot.checklists.run import NoSuchRun, NoSuchStep, RunEnded, StepLocked
from bot.checklists.tables import MarkRow, RunRow
from knowledge.kinds import Checklist, Step

STAFF, SUPERVISOR = "staff", "supervisor"


def tick(lists, run, by, step, state=DONE, **more):
    return lists.mark(run, by, STAFF, step=step, state=state, **more).step(step).merged


def test_a_checklist_is_started_for_a_case_and_ticked_step_by_step(lists, case, night):
    run = lists.start("arrival", night, case.lower().replace("-", " "))
    assert tick(lists, run, night, "SH-ARR-01").state == DONE
    tick(lists, run, night, "SH-ARR-02", NOT_APPLICABLE, note="came by themselves")
    found = lists.find(run)
    assert (found.head.case_code, found.head.steps, found.head.left) == (case, 18, 16)
    assert [one.id for one in lists.open_runs()] == [one.id for one in lists.of_case(case)] == [run]


def test_a_checklist_needs_no_case(lists, night):
    run = lists.start("security_premises", night)
    assert lists.find(run).head.case_code is None and tick(lists, run, night, "SH-SEC1-01").state == DONE


def test_no_checklist_begins_for_a_case_or_a_procedure_that_is_not_there(lists, night):
    with pytest.raises(NoSuchCase):
        lists.start("arrival", night, "Z-999")
    with pytest.raises(NoSuchChecklist):
        lists.start("nothing", night)


def test_who_starts_the_same_checklist_again_goes_on_where_it_was_left(lists, case, night, first):
    run = lists.go_on("arrival", night, case)
    assert lists.go_on("arrival", first, case) == run != lists.go_on("arrival", first)
    lists.finish(run, night)
    assert lists.go_on("arrival", first, case) != run


def test_two_who_worked_at_the_same_time_are_merged_step_by_step(lists, case, night, first):
    run = lists.start("arrival", night, case)
    tick(lists, run, night, "SH-ARR-01", note="by phone", seen=0)
    tick(lists, run, first, "SH-ARR-02", seen=0)
    step = tick(lists, run, first, "SH-ARR-01", NOT_APPLICABLE, note="nobody asked", seen=0)
    assert step.state == DIFFERS and [note.note for note in step.notes] == ["by phone", "nobody asked"]
    assert {mark.by for mark in step.standing} == {night, first}
    assert lists.find(run).head.left == 17  # a step on which people differ is not done
    assert tick(lists, run, first, "SH-ARR-01", DONE).state == DONE


def test_the_same_tick_sent_twice_counts_once(lists, house, night):
    run = lists.start("arrival", night)
    for _ in range(2):
        tick(lists, run, night, "SH-ARR-01", note="once", once="mark-1", seen=0)
    assert len(house.rows(MarkRow)) == 1


def test_a_tick_can_be_taken_back(lists, night):
    run = lists.start("arrival", night)
    tick(lists, run, night, "SH-ARR-01")
    assert tick(lists, run, night, "SH-ARR-01", OPEN).state == OPEN


def test_names_are_taken_out_of_notes_before_they_are_kept(lists, night):
    run = lists.start("arrival", night)
    step = tick(lists, run, night, "SH-ARR-01", note="Amina came with her aunt")
    assert step.notes[0].note == "[name] came with her aunt"


def test_a_step_for_children_falls_away_once_the_case_says_it_is_no_child(lists, house, case, night):
    run = lists.start("arrival", night, case)
    assert lists.find(run).step("SH-ARR-17").applies  # while nobody knows the age, it stays
    house.cases.change(case, night, 1, Facts(age_group="26_to_59"))
    assert not lists.find(run).step("SH-ARR-17").applies
    house.cases.change(case, night, 2, Facts(age_group="12_to_17"))
    assert lists.find(run).step("SH-ARR-17").applies


def test_without_a_case_the_same_is_asked_in_the_checklist(lists, night):
    run = lists.start("risk_assessment", night)
    assert lists.find(run).answers == {"cooperating": "unknown"}
    assert not lists.answer(run, night, STAFF, question="cooperating", value="no").step("PD-SA-02").applies
    assert lists.answer(run, night, STAFF, question="cooperating", value="yes").step("PD-SA-02").applies
    with pytest.raises(NoSuchStep):
        lists.answer(run, night, STAFF, question="child", value="yes")


def test_who_intends_to_cooperate_is_thought_of_as_cooperating(lists, house, case, night):
    run = lists.start("risk_assessment", night, case)
    house.cases.change(case, night, 1, Facts(cooperating="intends_to"))
    assert lists.find(run).answers == {"cooperating": "yes"}


def test_a_step_of_sharing_waits_for_consent_and_holds_again_when_it_is_withdrawn(lists, house, case, night):
    run = lists.start("communication_steps", night, case)
    with pytest.raises(StepLocked) as locked:
        tick(lists, run, night, "CM-1")
    assert locked.value.lock == "consent"
    given = {"purpose": "sharing", "on": "2027-01-10", "recipient": "partner_abroad"}
    house.cases.consent.write(case, Consent(answer="given", **given), night)
    assert tick(lists, run, night, "CM-1").state == DONE
    house.cases.consent.write(case, Consent(answer="withdrawn", **given), night)
    with pytest.raises(StepLocked) as locked:
        tick(lists, run, night, "CM-3")
    assert locked.value.lock == "refused"  # they said no: the step does not wait for another answer
    assert tick(lists, run, night, "CM-3", NOT_APPLICABLE).state == NOT_APPLICABLE
    assert tick(lists, run, night, "CM-5", "", note="she does not want it").notes


def test_consent_to_share_with_a_doctor_opens_no_step_towards_a_partner_abroad(lists, house, case, night):
    run = lists.start("communication_steps", night, case)
    house.cases.consent.write(case, Consent("sharing", "given", "2027-01-10", recipient="health"), night)
    assert lists.find(run).step("CM-1").lock == "consent"


def test_every_recipient_that_a_step_names_is_one_that_consent_knows(store):
    steps = [step for item in store.all(Checklist) for step in item.all_lines() if isinstance(step, Step)]
    assert {step.recipient for step in steps} - {None} <= set(RECIPIENTS)
    assert all(step.consent for step in steps if step.recipient)


def test_without_a_case_there_is_no_consent_and_the_step_says_that_it_needs_one(lists, night):
    run = lists.start("communication_steps", night)
    assert lists.find(run).step("CM-1").lock == "needs_case"
    with pytest.raises(StepLocked):
        tick(lists, run, night, "CM-1")


def test_a_step_for_supervisors_is_ticked_by_them_alone(lists, night, first):
    run = lists.start("pre_departure", night)
    for state in (DONE, NOT_APPLICABLE, OPEN):
        with pytest.raises(StepLocked):
            tick(lists, run, night, "PD-CO-08", state)
    assert lists.mark(run, first, SUPERVISOR, step="PD-CO-08", state=DONE).step("PD-CO-08").merged.state == DONE


def test_a_step_with_a_time_becomes_due_and_overdue(lists, house, night):
    run = lists.start("arrival", night)
    assert lists.open_runs()[0].due_at == house.clock() + 3600
    house.clock.later(1 / 12)
    assert lists.find(run).step("SH-ARR-17").is_overdue(house.clock()) and lists.open_runs()[0].is_overdue(
        house.clock()
    )
    tick(lists, run, night, "SH-ARR-17")
    assert lists.open_runs()[0].due_at is None


def test_a_finished_checklist_is_opened_before_it_is_changed(lists, night):
    run = lists.start("arrival", night)
    lists.finish(run, night)
    with pytest.raises(RunEnded):
        tick(lists, run, night, "SH-ARR-01")
    assert lists.open_runs() == [] and [one.id for one in lists.ended()] == [run]
    lists.reopen(run, night)
    assert tick(lists, run, night, "SH-ARR-01").state == DONE


def test_unknown_runs_steps_and_states_are_refused(lists, night):
    run = lists.start("arrival", night)
    with pytest.raises(NoSuchRun):
        tick(lists, "ZZZZZZ", night, "SH-ARR-01", seen=0)
    for step, state in (("SH-ARR-99", DONE), ("SH-ARR-01", "finished")):
        with pytest.raises(NoSuchStep):
            tick(lists, run, night, step, state, seen=0)


def test_everything_that_is_read_or_done_is_written_down_by_the_case_without_a_word_of_it(lists, house, case, night):
    run = lists.start("arrival", night, case)
    lists.read(run, night, STAFF)
    tick(lists, run, night, "SH-ARR-01", note="tired and cold")
    lists.finish(run, night)
    written = house.written_down()[-4:]
    assert [action for action, *_ in written] == [
        f"checklist_{what}" for what in ("started", "read", "marked", "finished")
    ]
    assert {(who, subject) for _, who, subject in written} == {(f"account:{night}", f"case:{case}")}


def test_the_database_shows_neither_which_checklist_nor_what_was_ticked(lists, house, case, night):
    run = lists.start("risk_assessment", night, case)
    tick(lists, run, night, "PD-SA-01", note="marigold")
    held = b"".join(bytes(row.sealed) for row in (*house.rows(RunRow), *house.rows(MarkRow)))
    columns = repr([vars(row) for row in (*house.rows(RunRow), *house.rows(MarkRow))])
    for word in ("marigold", "risk_assessment", "PD-SA-01", "done"):
        assert word.encode() not in held and word not in columns
