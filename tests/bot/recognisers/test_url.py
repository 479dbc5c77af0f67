from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("her photos are on https://example.com/a?b=1, help", ["https://example.com/a?b=1"]),
        ("see www.example.org.", ["www.example.org"]),
        ("he sent t.me/somebody", ["t.me/somebody"]),
        ("on lovely-girls.xyz/nadia7", ["lovely-girls.xyz/nadia7"]),
        ("facebook.com/profile.php?id=100", ["facebook.com/profile.php?id=100"]),
    ],
)
def test_a_web_address_is_found_and_nothing_around_it(found, text, masked):
    assert found("URL", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "she slept.he did not",
        "at 5 a.m. she woke",
        "e.g. the cook",
        "he/she is silent",
        "and/or tomorrow",
        "She ate.Then she slept",
    ],
)
def test_what_only_looks_like_a_web_address_stays(recognisers, text):
    assert recognisers.find_all(text) == []
