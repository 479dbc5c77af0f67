"""What a message asks to be done: case codes and steps, as people write them."""

from __future__ import annotations

import pytest

from knowledge.errands import Errand, Steps, code_in, steps_in
from knowledge.guidance import errands
from knowledge.guidance.plain_text import plain_text


@pytest.mark.parametrize(
    "text, code",
    [
        ("start the arrival checklist for case B-014", "B-014"),
        ("what is due for b014?", "B-014"),
        ("B 014, go on", "B-014"),
        ("case k-207.", "K-207"),
        ("hand over B\u2013014 please", "B-014"),
        ("a 300 page book", ""),
        ("room 14, step 4", ""),
        ("B-0145", ""),
        ("AB-014", ""),
        ("O-014", ""),
        ("tick 1, 2 and 3", ""),
        ("X-111 and Y-222", "X-111"),
    ],
)
def test_a_case_code_is_found_however_it_is_written(text, code):
    assert code_in(text) == code


@pytest.mark.parametrize(
    "text, steps",
    [
        ("tick the first three", Steps(shown=(1, 2, 3))),
        ("first 2 are done for B-014", Steps(shown=(1, 2))),
        ("tick the next one", Steps(shown=(1,))),
        ("the second one is done", Steps(shown=(2,))),
        ("first and third done", Steps(shown=(1, 3))),
        ("last one done too", Steps(shown=(-1,))),
        ("tick 4", Steps(numbers=(4,))),
        ("steps 2, 5 and 6 done", Steps(numbers=(2, 5, 6))),
        ("mark 3 to 6 as done", Steps(numbers=(3, 4, 5, 6))),
        ("1-3 ok", Steps(numbers=(1, 2, 3))),
        ("tick step #7 for case K-207", Steps(numbers=(7,))),
        ("both done", Steps(shown=(1, 2))),
        ("tick all of them", Steps(every=True)),
        ("step 4 does not apply", Steps(numbers=(4,), state="not_applicable")),
        ("n/a for 5", Steps(numbers=(5,), state="not_applicable")),
        ("untick 2", Steps(numbers=(2,), state="open")),
        ("open step 3 again please", Steps(numbers=(3,), state="open")),
        ("I ticked 6 by mistake", Steps(numbers=(6,), state="open")),
        ("note for step 2: the doctor comes at 14:30", Steps(numbers=(2,), state="", note="the doctor comes at 14:30")),
        ("tick 2, note: done by phone", Steps(numbers=(2,), note="done by phone")),
        ("done", Steps()),
    ],
)
def test_the_steps_that_are_meant(text, steps):
    assert steps_in(text) == steps


def test_words_that_name_no_step_name_none():
    assert not steps_in("tick it off").are_named and steps_in("tick the first").are_named


@pytest.mark.parametrize("name", list(errands.PAGES))
def test_where_nobody_can_do_it_the_page_is_named(desk, name):
    answer = errands.on_the_page(desk, Errand(name))
    assert answer.kind == "errand" and answer.sections[0].items[0].link == errands.PAGES[name]
    assert "{" not in plain_text(desk, answer)


def test_without_records_a_checklist_can_still_be_read(desk):
    assert errands.on_the_page(desk, Errand("start", checklist="arrival")).kind == "checklist"
    assert errands.ask_for_the_case(desk, "arrival").topic == "arrival"
    assert errands.ask_for_the_case(desk, "human_rights") is None and errands.ask_for_the_case(desk, "") is None
