"""Personal details on their way through the whole service: what Rasa gets, keeps and gives back."""

import asyncio
import json
import subprocess
import sys

import pytest

from bot.conversation import Found
from bot.settings import PROJECT

pytestmark = pytest.mark.rasa

SAID = "Thandiwe says it was her own stupid fault. Call her on 0977 123 456"
MASKED = "[name] says it was her own stupid fault. Call her on [phone number]"


def test_what_rasa_keeps_of_a_message_holds_no_name_and_no_number(house):
    turn = asyncio.run(house.door.say("masked", SAID))
    events = json.dumps(asyncio.run(house.door._assistant.events("masked")), default=str)
    assert "Thandiwe" not in events and "0977" not in events and MASKED in events
    assert (turn.said, turn.masked) == (MASKED, ("PERSON", "PHONE"))
    (kept,) = asyncio.run(house.door.history("masked"))
    assert (kept.said, kept.masked, kept.answers[0].reactions[:1]) == (
        MASKED,
        ("PERSON", "PHONE"),
        ("self_blame_shame",),
    )


def test_understand_tells_kind_and_place_of_a_detail_and_never_the_detail(house):
    line = {"id": 1, "text": "  " + SAID}
    command = [sys.executable, "-m", "bot.cli.main", "understand"]
    done = subprocess.run(
        command, cwd=PROJECT, input=json.dumps(line).encode(), capture_output=True, timeout=120, check=False
    )
    assert b"Thandiwe" not in done.stdout and b"0977" not in done.stdout
    answer = json.loads(done.stdout)
    found = [(one["type"], line["text"][one["start"] : one["end"]]) for one in answer["masked"]]
    assert found == [("PERSON", "Thandiwe"), ("PHONE", "0977 123 456")] and answer["text"] == "  " + MASKED
    (cue, *_) = answer["reactions"][0]["cues"]
    assert "own stupid fault" in line["text"][cue["start"] : cue["end"]]


@pytest.mark.parametrize(
    "text, urgent",
    [
        ("Thandiwe says she wants to die tonight", True),
        ("Amina has a knife in her room", True),
        ("Grace took all her tablets at once", True),
        ("Amina sits alone at lunch", False),
    ],
)
def test_masking_leaves_danger_as_urgent_as_it_was(house, text, urgent):
    assert asyncio.run(house.door.understand(text))["urgent"] is urgent
    found = asyncio.run(house.door.look(text))
    assert found is None if urgent else isinstance(found, Found)
