from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("born 12.04.1999", ["12.04.1999"]),
        ("DOB: 3/7/2008", ["3/7/2008"]),
        ("date of birth is 4 May 2001", ["4 May 2001"]),
        ("she was born on the 9th of March 1998", ["9th of March 1998"]),
        ("her birthday is June 5", ["June 5"]),
        ("yob 2004", ["2004"]),
        ("2001-12-31 is his date of birth", ["2001-12-31"]),
    ],
)
def test_a_date_of_birth_is_found_and_nothing_around_it(found, text, masked):
    assert found("DATE_OF_BIRTH", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "the hearing is on 12.04.2025",
        "she came on 3 May",
        "court on 2025-03-04",
        "her baby was born healthy",
        "she may be born again",
        "in 2019 she left home",
        "born in a village by the river",
    ],
)
def test_what_only_looks_like_a_date_of_birth_stays(recognisers, text):
    assert recognisers.find_all(text) == []
