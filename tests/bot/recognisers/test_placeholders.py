from __future__ import annotations

import pytest

from bot.recognisers import TYPES
from bot.recognisers.placeholders import PLACEHOLDERS, read_as


def test_every_kind_of_the_contract_has_a_placeholder_of_its_own():
    assert set(PLACEHOLDERS) == set(TYPES) and len(set(PLACEHOLDERS.values())) == len(TYPES)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS.values())
def test_a_placeholder_is_read_as_plain_words_of_the_same_length(placeholder):
    text = f"told {placeholder} again"
    assert len(read_as(text)) == len(text) and "[" not in read_as(text)


def test_other_words_in_brackets_stay():
    assert read_as("[nameless] [NAME] she") == "[nameless] [NAME] she"


@pytest.mark.parametrize("placeholder", PLACEHOLDERS.values())
def test_masking_a_masked_text_changes_nothing(recognisers, placeholder):
    assert recognisers.find_all(f"{placeholder} cries and {placeholder} says no, {placeholder}") == []
