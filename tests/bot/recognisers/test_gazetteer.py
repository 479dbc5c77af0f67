from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "kind, text, masked",
    [
        ("ORG_LOCATION", "he asked for Rosewood House at the gate", "Rosewood House"),
        ("ORG_LOCATION", "he asked for rosewood  house", "rosewood  house"),
        ("ORG_LOCATION", "he asked for ROSEWOOD-HOUSE", "ROSEWOOD-HOUSE"),
        ("ORG_LOCATION", "he asked for rosewodo house", "rosewodo house"),
        ("ORG_LOCATION", "a car stood in marula lane", "marula lane"),
        ("ORG_LOCATION", "from saint annes clinic", "saint annes clinic"),
        ("PERSON", "thandiwe moyo was rude to her", "thandiwe moyo"),
        ("PERSON", "ask Thandiwe", "Thandiwe"),
        ("PERSON", "ask thandwie", "thandwie"),
        ("PERSON", "she trusts only Joy", "Joy"),
    ],
)
def test_the_names_a_site_lists_are_found_however_they_are_typed(found, at_our_site, kind, text, masked):
    assert found(kind, text, at_our_site) == [masked]


@pytest.mark.parametrize(
    "text", ["it was a joy to see her laugh", "the house smells of roses", "the lane is dark", "she is in the clinic"]
)
def test_words_that_only_belong_to_a_listed_name_stay(at_our_site, text):
    assert at_our_site.find_all(text) == []


def test_a_site_that_listed_nothing_is_fine(recognisers):
    assert recognisers.find_all("he asked for the house") == []
