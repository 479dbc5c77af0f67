from __future__ import annotations

import json
from typing import get_args

import pytest
from pydantic import ValidationError

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice, Kind, item_of
from knowledge.kinds import AvoidLine, Line

STEPS = AnswerSection(
    id="steps",
    title="First steps",
    ordered=True,
    items=(
        AnswerItem(id="A1", text="Stay calm.", sources=("S4",)),
        AnswerItem(id="A2", text="Call.", sources=("X1", "P"), supplementary=True, phone="112"),
    ),
)
AVOID = AnswerSection(
    id="avoid",
    title="Better not",
    items=(AnswerItem(id="A3", text="Do not shout.", because="It frightens.", quotes=("he shouts", "we shout")),),
)
ANSWER = Answer(
    kind="guidance",
    reactions=("anger",),
    title="Anger",
    lead="It may pass.",
    sections=(STEPS, AVOID),
    choices=(Choice(id="why", title="Why?"), Choice(id="help", title="Help")),
)


def test_the_fields_that_scripts_rely_on_are_there():
    written = json.loads(ANSWER.model_dump_json())
    assert {"kind", "reactions", "situations", "topic", "sections", "choices"} <= set(written)
    assert {"id", "title", "items"} <= set(written["sections"][0])
    assert {"id", "text", "sources", "supplementary"} <= set(written["sections"][0]["items"][0])
    assert set(written["choices"][0]) == {"title", "id"}
    assert (written["topic"], written["situations"]) == (None, [])


def test_the_kinds_that_scripts_rely_on_are_there():
    relied_on = "guidance urgent clarify principle checklist retrafficking evidence help out_of_scope none_of_the_eight"
    assert set(relied_on.split()) <= set(get_args(Kind))


def test_an_answer_survives_being_stored_and_read_back():
    stored = ANSWER.model_dump(mode="json")
    assert Answer.model_validate(json.loads(json.dumps(stored))) == ANSWER


def test_every_source_is_named_once_in_the_order_of_the_lines():
    assert ANSWER.source_ids() == ("S4", "X1", "P")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "magic"},
        {"kind": "help", "colour": "red"},
        {"kind": "help", "sections": [{}]},
    ],
)
def test_what_is_no_answer_is_refused(change):
    with pytest.raises(ValidationError):
        Answer.model_validate(change)


def test_an_answer_cannot_be_changed_after_it_was_made():
    with pytest.raises(ValidationError):
        ANSWER.title = "Other"


def test_a_line_keeps_its_code_its_sources_and_its_reason():
    line = AvoidLine(id="R1.A1", text="Do not push.", because="It hurts.", sources=("P",), supplementary=True)
    item = item_of(line, reaction="anger", first=False)
    assert (item.id, item.sources, item.supplementary, item.because) == ("R1.A1", ("P",), True, "It hurts.")
    assert (item.reaction, item.first) == ("anger", False)
    assert item_of(Line(id="R1.M1", text="x", sources=("S4",))).because is None
