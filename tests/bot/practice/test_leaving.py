"""What is said for real is read as urgent where it is, and is never held up."""

import pytest

from bot.nlu.meant_for_real import meant_for_real
from bot.practice.leaving import said_for_real


def understanding(*urgent):
    async def understand(text, practice=False):
        assert not practice
        return {"urgent": text in urgent}

    return understand


@pytest.mark.parametrize(
    ("text", "urgent", "sent"),
    [
        ("Stop, this is real, she has cut herself now", "she has cut herself now", "she has cut herself now"),
        ("She has cut herself. Stop, this is real!", "She has cut herself", "She has cut herself"),
        (
            "Stop, this is real, he has a knife",
            "Stop, this is real, he has a knife",
            "Stop, this is real, he has a knife",
        ),
        ("Stop, this is real, come please", "", "Stop, this is real, come please"),
        ("Stop, this is real", "", "Stop, this is real"),
    ],
)
async def test_the_words_that_end_practice_do_not_hide_what_is_urgent(text, urgent, sent):
    assert await said_for_real(understanding(urgent), text, meant_for_real(text)) == sent


async def test_what_cannot_be_compared_goes_to_the_door_whole():
    async def broken(text, practice=False):
        raise TimeoutError

    text = "Stop, this is real, she has cut herself"
    assert await said_for_real(broken, text, meant_for_real(text)) == text
