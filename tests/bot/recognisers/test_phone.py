from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("her brother rings from +260 97 712 3456 at night", ["+260 97 712 3456"]),
        ("0977123456 keeps calling", ["0977123456"]),
        ("call him on 07700 900 123 please", ["07700 900 123"]),
        ("the number is 0 2 5 5 5 0 1 9 9", ["0 2 5 5 5 0 1 9 9"]),
        (
            "she dialled zero seven seven double four one two three nine",
            ["zero seven seven double four one two three nine"],
        ),
        ("whatsapp (021) 555-0134", ["(021) 555-0134"]),
        ("0040 722 555 019", ["0040 722 555 019"]),
        ("two numbers: 0712345678, 0723456789", ["0712345678", "0723456789"]),
    ],
)
def test_a_phone_number_is_found_and_nothing_around_it(found, text, masked):
    assert found("PHONE", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "she came at 22:30 and left at 06.15",
        "she paid 250 000 kwacha to the agent",
        "500 mg twice a day",
        "he is 17 and she is 24",
        "room 12, bed 3",
        "he owes $12 500",
        "on 12.03.2024 at 14:00",
        "since 2019-2021",
        "she counted 1 2 3 4 and stopped",
        "call 112",
    ],
)
def test_what_only_looks_like_a_phone_number_stays(recognisers, text):
    assert recognisers.find_all(text) == []
