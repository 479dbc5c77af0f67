from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import CLAUSES, END, START, ClauseSplitter, with_clauses


def split(text, most=12) -> Message:
    return ClauseSplitter({"most_clauses": most}).process([Message({"text": text})])[0]


def test_the_clauses_travel_on_the_message_with_their_places():
    text = "She won’t eat anything 🙂, and she hides in her room all day"
    parts = split(text).get(CLAUSES)
    assert [part.get("text") for part in parts] == ["She won’t eat anything 🙂", "she hides in her room all day"]
    assert all(text[part.get(START) : part.get(END)] == part.get("text") for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "She cries",
        "hello",
        "/greet",
        '/ask_principle{"topic": "x, and y, and z and more"}',
        "",
        None,
    ],
)
def test_one_clause_a_button_or_nothing_is_left_as_it_is(text):
    assert split(text).get(CLAUSES) is None


def test_a_very_long_message_is_read_clause_by_clause_only_so_far():
    assert len(split("She does not eat well. " * 100).get(CLAUSES)) == 12


def test_each_message_is_followed_by_its_clauses_and_buttons_are_left_out():
    described = split("She does not eat well. He does not sleep well.")
    messages = [described, Message({"text": "/greet"}), Message({"text": "hi"})]
    texts = [message.get("text") for message in with_clauses(messages)]
    assert texts == [messages[0].get("text"), "She does not eat well", "He does not sleep well", "hi"]


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_can_break_it(text):
    for part in split(text).get(CLAUSES) or []:
        assert text[part.get(START) : part.get(END)] == part.get("text") != ""
