from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("write to amina.k@example.org please", ["amina.k@example.org"]),
        ("mail: o'brien+x@mail.example.co.ke.", ["o'brien+x@mail.example.co.ke"]),
        ("amina (at) gmail (dot) com", ["amina (at) gmail (dot) com"]),
        ("her mail is amina at gmail dot com", ["amina at gmail dot com"]),
        ("AMINA@EXAMPLE.COM", ["AMINA@EXAMPLE.COM"]),
    ],
)
def test_an_email_address_is_found_and_nothing_around_it(found, text, masked):
    assert found("EMAIL", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "she stared at mail all day",
        "look at me",
        "she was at home. Dot the i",
        "@ 5 pm she slept",
        "she came at 5. com is short",
    ],
)
def test_what_only_looks_like_an_email_address_stays(recognisers, text):
    assert recognisers.find_all(text) == []
