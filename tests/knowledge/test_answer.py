from __future__ import annotations

import json
from typing import get_args

import pytest
from pydantic import ValidationError

from knowledge.answer import Answer, Kind, item_of
from knowledge.kinds import AvoidLine, Line


def test_the_fields_that_scripts_rely_on_are_there(answer):
    written = json.loads(answer.model_dump_json())
    assert {"kind", "reactions", "situations", "topic", "sections", "choices"} <= set(written)
    assert {"id", "title", "items"} <= set(written["sections"][0])
    assert {"id", "text", "sources", "supplementary"} <= set(written["sections"][0]["items"][0])
    assert set(written["choices"][0]) == {"title", "id"}
    assert (written["topic"], written["situations"]) == (None, [])


def test_the_kinds_that_scripts_rely_on_are_there():
    relied_on = "guidance urgent clarify principle checklist retrafficking evidence help out_of_scope none_of_the_eight"
    assert set(relied_on.split()) <= set(get_args(Kind))


def test_an_answer_survives_being_stored_and_read_back(answer):
    stored = answer.model_dump(mode="json")
    assert Answer.model_validate(json.loads(json.dumps(stored))) == answer


def test_every_source_is_named_once_in_the_order_of_the_lines(answer):
    assert answer.source_ids() == ("S4", "X1", "P")


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


def test_an_answer_cannot_be_changed_after_it_was_made(answer):
    with pytest.raises(ValidationError):
        answer.title = "Other"


def test_a_line_keeps_its_code_its_sources_and_its_reason():
    line = AvoidLine(id="R1.A1", text="Do not push.", because="It hurts.", sources=("P",), supplementary=True)
    item = item_of(line, reaction="anger", first=False)
    assert (item.id, item.sources, item.supplementary, item.because) == ("R1.A1", ("P",), True, "It hurts.")
    assert (item.reaction, item.first) == ("anger", False)
    assert item_of(Line(id="R1.M1", text="x", sources=("S4",))).because is None
