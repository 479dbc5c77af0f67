"""A count under five is not told, and nothing that is told lets one be worked out."""

from itertools import product

import pytest

from bot.digest.small_counts import FEW, HELD, told, told_of_week


@pytest.mark.parametrize(("many", "shown"), [(0, 0), (1, FEW), (4, FEW), (5, 5), (12, 12)])
def test_a_count_alone(many, shown):
    assert told(many) == shown


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ((0, 0, 0), 0),
        ((2, 0, 0), FEW),
        ((5, 6, 0), 11),
        ((5, 2, 0), HELD),  # 7 less 5 would give the 2 away
        ((1, 1, 5), HELD),  # 7 less 5 leaves one each
        ((2, 3, 5), 10),  # which day had how many, nobody can say
        ((4, 4, 0), HELD),
        ((1, 1, 1, 1), HELD),  # four days with somebody in a week under five
        ((1, 1, 1, 0), FEW),
    ],
)
def test_a_week_beside_its_days(days, shown):
    assert told_of_week(days) == shown


def test_no_week_of_any_kind_gives_a_day_away():
    seen = {}
    for days in product(range(6), repeat=5):
        seen.setdefault((tuple(map(told, days)), told_of_week(days)), []).append(days)
    for (shown, _), possible in seen.items():
        for place, one in enumerate(shown):
            if one == FEW:
                assert len({days[place] for days in possible}) > 1, possible
