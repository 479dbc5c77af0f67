from __future__ import annotations

import pytest

from bot.guards import Refused, pass_guards


@pytest.mark.parametrize(
    "typed, passed",
    [
        ("She cries at night.", "She cries at night."),
        ("\u200b  He is 16 \x00", "He is 16"),
        ("<b>She</b> <script>alert(1)</script>", "<b>She</b> <script>alert(1)</script>"),
        ("?", "?"),
    ],
)
def test_a_message_goes_on_as_it_may_be_seen(typed, passed):
    assert pass_guards(typed, 2000) == passed


@pytest.mark.parametrize(
    "typed, reason",
    [
        ("word " * 10_000, "long"),
        ("\x00\x01\x02", "empty"),
        ("", "empty"),
        ("/restart", "command"),
        ("\u200b/restart", "command"),
        ("  \x00 /restart", "command"),
        ("она плачет", "unreadable"),
        ("/" + "x" * 3000, "long"),
    ],
)
def test_the_first_guard_that_minds_says_why(typed, reason):
    with pytest.raises(Refused) as refused:
        pass_guards(typed, 2000)
    assert refused.value.reason == reason
