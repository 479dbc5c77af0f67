from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text, masked",
    [
        ("her insta is @bella_xo", ["@bella_xo"]),
        ("snapchat nadia.77", ["nadia.77"]),
        ("he is king_bee on telegram", ["king_bee"]),
        ("find her on tiktok: sweet-pea99", ["sweet-pea99"]),
        ("facebook name: Lovely Girl", ["Lovely Girl"]),
    ],
)
def test_a_name_on_social_media_is_found_and_nothing_around_it(found, text, masked):
    assert found("SOCIAL", text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "facebook is blocked",
        "she is on telegram all night",
        "instagram makes her sad",
        "@ 5 pm",
        "tiktok dances all day",
        "he posts online every day",
        "her facebook is hacked",
    ],
)
def test_what_only_looks_like_a_name_on_social_media_stays(recognisers, text):
    assert recognisers.find_all(text) == []
