from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("a white van, plate BAA 1234, waits", ["BAA 1234"]),
        ("car KDA 123A again", ["KDA 123A"]),
        ("the taxi AB12 CDE dropped her", ["AB12 CDE"]),
        ("toyota with number plate ca 123-456", ["ca 123-456"]),
        ("B 123 XYZ stood there", ["B 123 XYZ"]),
        ("MH 12 AB 1234", ["MH 12 AB 1234"]),
    ],
)
def test_a_number_plate_is_found_and_nothing_around_it(found, text, masked):
    assert found("PLATE", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "the bus at 5 pm",
        "a van for 12 people",
        "the car was 200 m away",
        "she broke 3 plates",
        "2 cars came",
        "the bus 14 to town",
        "plate of rice for 2",
    ],
)
def test_what_only_looks_like_a_number_plate_stays(recognisers, text):
    assert recognisers.find_all(text) == []
