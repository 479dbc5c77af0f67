from __future__ import annotations

import pytest

from bot.guards.refusal import Refused
from bot.guards.script import has_readable_words


@pytest.mark.parametrize("text", ["She cries", "a", "É", "ona plače", "ok 好", "?", "???", "!", "12 pills", "ça va"])
def test_a_latin_letter_or_a_mark_that_is_an_answer_is_read(text):
    assert has_readable_words(text, 2000) == text


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "...",
        "????",
        "🙂🙂",
        "она плачет",
        "好好",
        "مرحبا",
        "ありがとう",
        "- – —",
        "×÷",
    ],
)
def test_where_no_word_can_be_read_it_is_said(text):
    with pytest.raises(Refused) as refused:
        has_readable_words(text, 2000)
    assert refused.value.reason == "unreadable"
