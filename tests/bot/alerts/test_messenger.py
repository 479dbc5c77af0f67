"""What may leave the house about an alert."""

from __future__ import annotations

import re
import string

from bot.alerts import codes, messenger


def test_at_most_eight_texts_may_leave_the_house():
    assert len(messenger.TEMPLATES) <= 8
    assert list(messenger.texts()) == list(messenger.TEMPLATES)


def test_a_text_holds_a_code_and_a_count_and_nothing_else_to_fill_in():
    for sentence in messenger.texts().values():
        fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        assert fields <= {"code", "count"}
        assert not re.search(r"https?:|www|resident|suicid|violen|shelter", sentence, re.IGNORECASE)


def test_a_code_can_be_said_on_the_phone():
    made = {codes.new_code() for _ in range(2000)}
    assert len(made) > 1900
    assert not set("".join(made)) & set("IO01")
    assert all(codes.code_of(f" {code.lower()} ") == code for code in made)


def test_what_cannot_be_a_code_is_none():
    assert [codes.code_of(typed) for typed in ("", "K7Q", "K7Q40", "K7I4", "../..", "K7 4")] == [""] * 6
