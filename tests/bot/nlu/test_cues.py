from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.cues import Cues, compiled


@pytest.mark.parametrize(
    "cue, text",
    [
        ("want* to die", "she wants to die"),
        ("want* to die", "He WANTED TO DIE."),
        ("want* to die", "wanted… to – die"),
        ("kill* himself/herself/myself", "he will kill himself"),
        ("kill* himself/herself/myself", "I kill myself with work"),
        ("took ... pills", "she took all of her pills"),
        ("took ... pills", "she took pills"),
        ("can't go on", "he says he can’t go on"),
    ],
)
def test_a_cue_is_found_as_whole_words_in_the_forms_it_allows(cue, text):
    assert re.search(compiled(cue), text.replace("’", "'"), re.IGNORECASE)


@pytest.mark.parametrize(
    "cue, text",
    [
        ("want* to die", "wanted two dice"),
        ("want* to die", "she wants to diet"),
        ("want* to die", "unwanted to die"),
        ("took ... pills", "she took one two three four five pills"),
        ("took ... pills", "she mistook the pills"),
        ("rope", "Europe"),
        ("a.b", "axb"),
        ("(rope", "rope"),
    ],
)
def test_a_cue_is_not_found_inside_other_words_or_too_far_apart(cue, text):
    assert not re.search(compiled(cue), text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text, found",
    [
        ("she has cut herself", True),
        ("she never cut herself", False),
        ("no sign that she cut herself", False),
        ("She is not well. She cut herself.", True),
        ("she didn’t say much, but then she cut herself", True),
        ("🙂 “she cut herself”", True),
    ],
)
def test_what_is_denied_is_no_cue(text, found):
    hits = Cues({"suicide_self_harm": ["cut herself"]}).find(text)
    assert bool(hits) is found
    assert all(text[hit.start : hit.end] == "cut herself" for hit in hits)


def test_each_cue_names_its_own_situation_and_one_without_cues_is_no_error():
    cues = Cues({"a": ["rope"], "b": ["knife", "gun"], "c": []})
    assert {hit.situation for hit in cues.find("a knife and a rope")} == {"a", "b"}


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.text(min_size=1, max_size=20))
def test_no_text_and_no_cue_an_author_writes_can_break_it(text, cue):
    for hit in Cues({"a": ["rope", cue.strip() or "x"]}).find(text + " rope"):
        assert 0 <= hit.start <= hit.end <= len(text) + 5
