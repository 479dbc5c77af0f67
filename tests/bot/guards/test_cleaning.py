from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guards.cleaning import clean
from bot.guards.refusal import Refused


@pytest.mark.parametrize(
    "typed, seen",
    [
        ("  She cries.  ", "She cries."),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("right\u202eto left", "rightto left"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("soft\u00adhyphen", "softhyphen"),
        ("private \ue000 use", "private  use"),
        ("tags \U000e0041\U000e0042", "tags"),
        ("“curly” – dash …", "“curly” – dash …"),
        ("café naïve ß", "café naïve ß"),
        ("family 👨‍👩‍👧 cries", "family 👨‍👩‍👧 cries"),
        ("она плачет", "она плачет"),
    ],
)
def test_what_nobody_can_see_is_taken_out_and_the_rest_stays(typed, seen):
    assert clean(typed, 2000) == seen


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\n\n\t",
        "\x00\x01",
        "\u200b",
        "\u200d",
        "\u200d\u200d",
        "\ud800",
        "\u202e \u202c",
    ],
)
def test_a_message_with_nothing_to_see_is_refused_as_empty(typed):
    with pytest.raises(Refused) as refused:
        clean(typed, 2000)
    assert refused.value.reason == "empty"


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_can_break_it_and_what_it_lets_through_can_be_stored(text):
    try:
        cleaned = clean(text, 2000)
    except Refused:
        return
    assert cleaned.encode("utf-8") and cleaned == clean(cleaned, 2000)
