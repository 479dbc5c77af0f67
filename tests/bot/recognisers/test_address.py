from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("they live at 14 Kamwala Road, Lusaka", ["14 Kamwala Road, Lusaka"]),
        ("Plot 881, Kanyama", ["Plot 881, Kanyama"]),
        ("Rua Augusta 1024", ["Rua Augusta 1024"]),
        ("P.O. Box 3320", ["P.O. Box 3320"]),
        ("he keeps her at 22b Harehills Lane", ["22b Harehills Lane"]),
        ("LS8 5DB is the postcode", ["LS8 5DB"]),
        ("at -15.41667, 28.28333", ["-15.41667, 28.28333"]),
        ("120/4 Moo 5, Tambon Mae Pa", ["120/4 Moo 5, Tambon Mae Pa"]),
    ],
)
def test_an_address_is_found_and_nothing_around_it(found, text, masked):
    assert found("ADDRESS", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "room 12 is cold",
        "20 for the ride to court",
        "she walked 3 km down the main road",
        "5 girls on the way",
        "block 3, bed 2",
        "page 14 of the book",
        "she slept 4 hours in the park",
    ],
)
def test_what_only_looks_like_an_address_stays(recognisers, text):
    assert recognisers.find_all(text) == []
