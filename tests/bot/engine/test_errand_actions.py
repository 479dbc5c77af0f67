"""The actions of errands, run as the engine runs them, with somebody who notes what they are sent for."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _desk, checklists, directory, errands
from knowledge.answer import Answer
from knowledge.errands import Done, Steps


class Runner:
    def __init__(self):
        self.sent = []

    def do(self, conversation, errand, once):
        self.sent.append((conversation, errand, once))
        return Done(Answer(kind="errand", title="Done"), run="K7Q4MT", listed=("A-1", "A-2"), code=errand.code)


@pytest.fixture
def runner(desk):
    runner = Runner()
    _desk.use(desk, runner)
    yield runner
    _desk.use(desk)


def tracker(text, topic=None, button=None, **slots):
    message = {"text": text, "intent": {"name": "x"}, "topic": topic, "metadata": {"once": "m1"}}
    message["entities"] = [{"entity": "topic", "value": button}] if button else []
    return Tracker("talk-1", slots, message, [], False, None, {}, "action_listen")


async def act(action, said):
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, said, {})
    answer = Answer.model_validate(dispatcher.messages[0]["custom"]["answer"])
    return answer, {event["name"]: event["value"] for event in events}


async def test_the_arrival_checklist_is_started_for_the_case_that_is_named(runner):
    answer, slots = await act(
        errands.StartChecklist(), tracker("start the arrival checklist for case B-014", "arrival")
    )
    conversation, errand, once = runner.sent[0]
    assert (conversation, once) == ("talk-1", "m1")
    assert (errand.name, errand.checklist, errand.code) == ("start", "arrival", "B-014")
    assert answer.title == "Done" and slots == {"run": "K7Q4MT", "listed_steps": ["A-1", "A-2"], "case_code": "B-014"}


async def test_without_a_code_nothing_is_started_and_the_steps_are_shown(runner):
    answer, slots = await act(errands.StartChecklist(), tracker("start the arrival checklist", "arrival"))
    assert runner.sent == [] and answer.kind == "checklist" and "write the code" in answer.lead and slots == {}


@pytest.mark.parametrize(
    ("said", "code"), [("for it", "C-598"), ("for the new case", "C-598"), ("for B-014, not it", "B-014")]
)
async def test_the_case_just_spoken_of_need_not_be_named_again(runner, said, code):
    await act(errands.StartChecklist(), tracker(f"start the arrival checklist {said}", "arrival", case_code="C-598"))
    assert runner.sent[0][1].code == code


async def test_for_her_may_be_anybody_and_starts_nothing(runner):
    answer, _ = await act(
        errands.StartChecklist(), tracker("start the arrival checklist for her", "arrival", case_code="C-598")
    )
    assert runner.sent == [] and "write the code" in answer.lead


async def test_for_the_house_itself_a_checklist_needs_no_code(runner):
    await act(errands.StartChecklist(), tracker("start the premises check, no case", "security_premises"))
    assert runner.sent[0][1].checklist == "security_premises" and runner.sent[0][1].code == ""


async def test_to_ask_for_a_checklist_with_a_code_starts_it_and_without_one_shows_it(runner):
    await act(checklists.ShowChecklist(), tracker("arrival list K-204", "arrival"))
    answer, _ = await act(checklists.ShowChecklist(), tracker("what do we do when somebody arrives", "arrival"))
    assert [errand.code for _, errand, _ in runner.sent] == ["K-204"] and answer.kind == "checklist"


async def test_ticks_are_about_the_steps_that_were_shown_last(runner):
    said = tracker("tick the first three", run="K7Q4MT", listed_steps=["A-1", "A-2", "A-3"])
    await act(errands.TickSteps(), said)
    errand = runner.sent[0][1]
    assert (errand.run, errand.listed, errand.steps) == ("K7Q4MT", ("A-1", "A-2", "A-3"), Steps(shown=(1, 2, 3)))


async def test_the_button_ticks_the_next_step(runner):
    await act(errands.TickSteps(), tracker('/tick_steps{"topic": "next"}', button="next", run="K7Q4MT"))
    assert runner.sent[0][1].steps == Steps(shown=(1,))


async def test_to_open_a_case_that_has_a_code_shows_it(runner):
    await act(errands.OpenCase(), tracker("open a new case"))
    await act(errands.OpenCase(), tracker("open case B-014"))
    assert [errand.name for _, errand, _ in runner.sent] == ["open_case", "ask_case"]


async def test_it_is_the_case_that_was_spoken_of_last(runner):
    _, slots = await act(errands.AskCase(), tracker("and what is due for her?", case_code="B-014"))
    assert runner.sent[0][1].code == "B-014" and slots["case_code"] == "B-014"


@pytest.mark.parametrize(
    "action, name",
    [
        (errands.GoOnChecklist(), "go_on"),
        (errands.AskFollowUp(), "follow_up"),
        (errands.HandOver(), "hand_over"),
        (directory.FindService(), "find"),
    ],
)
async def test_each_action_sends_for_its_own_errand(runner, action, name):
    await act(action, tracker("who can see a man for counselling?"))
    errand = runner.sent[0][1]
    assert errand.name == name and errand.words == "who can see a man for counselling?"


async def test_where_nobody_can_be_sent_the_page_is_named(desk):
    _desk.use(desk)
    answer, slots = await act(errands.OpenCase(), tracker("open a new case"))
    assert answer.sections[0].items[0].link == "/cases" and slots == {}
