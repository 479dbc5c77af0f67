from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("passport N1234567 is with the boss", ["N1234567"]),
        ("NRC 123456/10/1", ["123456/10/1"]),
        ("her id number is 84 0101 5009 087", ["84 0101 5009 087"]),
        ("case file CR 112/2024", ["CR 112/2024"]),
        ("IBAN DE89 3704 0044 0532 0130 00", ["DE89 3704 0044 0532 0130 00"]),
        ("UNHCR 123-45C67890", ["123-45C67890"]),
    ],
)
def test_a_number_of_papers_is_found_and_nothing_around_it(found, text, masked):
    assert found("ID_NUMBER", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "case B-014 is new",
        "room 204",
        "in 2023 she left",
        "12.04.2025 is the hearing",
        "she takes 500 mg",
        "at 14:30",
        "B12 vitamin",
        "bed 17, floor 2",
        "form 4 of the school",
    ],
)
def test_what_only_looks_like_a_number_of_papers_stays(recognisers, text):
    assert recognisers.find_all(text) == []
