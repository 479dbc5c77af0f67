from __future__ import annotations

import pytest

from bot.guards.length import not_too_long
from bot.guards.refusal import Refused


@pytest.mark.parametrize(
    "length, passes",
    [
        (0, True),
        (1, True),
        (1999, True),
        (2000, True),
        (2001, False),
        (60000, False),
    ],
)
def test_up_to_the_limit_a_message_is_read(length, passes):
    text = "x" * length
    if passes:
        assert not_too_long(text, 2000) == text
        return
    with pytest.raises(Refused) as refused:
        not_too_long(text, 2000)
    assert (refused.value.reason, refused.value.filled) == ("long", {"length": length, "limit": 2000})


def test_characters_are_counted_and_not_bytes():
    assert not_too_long("🙂" * 2000, 2000)
