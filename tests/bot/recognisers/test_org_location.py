from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("she was sold at the Golden Palm Hotel", ["Golden Palm Hotel"]),
        ("he was born in Chipata near the river", ["Chipata"]),
        ("they met at Sacred Heart Secondary School", ["Sacred Heart Secondary School"]),
        ("she worked in a factory outside Poipet", ["Poipet"]),
    ],
)
def test_places_that_show_where_somebody_is_are_found(found, text, masked):
    assert found("ORG_LOCATION", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "she was sold at a hotel near the border",
        "he wants to go back to his village",
        "the clinic is closed and the police station is far",
        "she came from Cambodia through Thailand",
    ],
)
def test_kinds_of_places_and_countries_stay(recognisers, text):
    assert recognisers.find_all(text) == []
