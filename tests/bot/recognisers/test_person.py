from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Thandiwe cried all night", ["Thandiwe"]),
        ("we found nokuthula asleep in the bathtub", ["nokuthula"]),
        ("Her name is Sreymom and she will not eat", ["Sreymom"]),
        ("Dr. Kovačević said she can go", ["Kovačević"]),
        ("Nguyen Thi Lan keeps her shoes on in bed", ["Nguyen Thi Lan"]),
        ("María José de la Cruz hides behind the door", ["María José de la Cruz"]),
        ("Fatoumata's hands shake when the phone rings", ["Fatoumata"]),
        ("L. would not eat again", ["L"]),
        ("please ask Hope whether she took her bag", ["Hope"]),
        ("Grace says it was her own fault", ["Grace"]),
        ("I told May she can stay", ["May"]),
        ("AMINA SCREAMED ALL NIGHT", ["AMINA"]),
        ("Oksana and Iryna had a fight over the remote", ["Oksana", "Iryna"]),
        ("N'Diaye will not come out", ["N'Diaye"]),
    ],
)
def test_names_of_many_cultures_are_found_in_any_spelling(found, text, masked):
    assert found("PERSON", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "There is still hope for her",
        "by the grace of God she survived",
        "she may leave in May",
        "She speaks Portuguese and a little Swahili",
        "He comes from Moldova and wants to go to Germany",
        "IOM and UNHCR called on Monday",
        "the doctor gave her Paracetamol and Diazepam",
        "She is in Room 12 since 14:30",
        "her mother, her sister and the new girl are afraid",
        "the Supervisor said no",
        "why does she keep checking the doors and windows",
    ],
)
def test_words_countries_languages_agencies_months_medicines_rooms_and_times_stay(recognisers, text):
    assert recognisers.find_all(text) == []


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Hope has hope again", ["Hope"]),
        ("is joy with joy in the kitchen", None),
        ("T.M. and K. share a room", ["T.M", "K"]),
        ("", []),
        ("…", []),
    ],
)
def test_at_the_edge_nothing_breaks(found, text, masked):
    if masked is None:
        found("PERSON", text)
    else:
        assert found("PERSON", text) == masked
