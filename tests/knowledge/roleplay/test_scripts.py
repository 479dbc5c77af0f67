"""A script says what a trainee says, one reply a line."""

from __future__ import annotations

import json

import pytest

from knowledge.roleplay.play import Play, Reply, Seen
from knowledge.roleplay.scripts import UnreadableScript, read_script

KNOWN = {"reflection", "open_question"}


def test_lines_are_replies_and_may_name_their_moves():
    script = "# a remark\n\n[reflection + open_question] It sounds hard. What helps?\nOk.\n...\n[reflection] \n"
    assert read_script(script, KNOWN) == [
        Reply("It sounds hard. What helps?", (Seen("reflection"), Seen("open_question"))),
        Reply("Ok."),
        Reply(""),
        Reply("", (Seen("reflection"),)),
    ]


def test_a_kept_play_is_a_script_too():
    play = Play("salma", events=(Reply("Hm.", (Seen("reflection", 0.7),)), Reply("")))
    assert read_script(json.dumps(play.as_json()), KNOWN) == list(play.replies)
    assert read_script('["Hello.", {"text": "Hm.", "moves": ["reflection"]}]', KNOWN)[1].moves == (Seen("reflection"),)


@pytest.mark.parametrize(
    "script, said",
    [
        ("", "no reply"),
        ("# nothing\n", "no reply"),
        ("[kindness] Hello", "no move `kindness`"),
        ("x" * 2001, "more than 2000"),
        ("hm\n" * 81, "81 replies"),
        ("{", "not a script"),
        ('{"replies": 5}', "not a script"),
        ('[{"moves": []}]', "not a script"),
    ],
)
def test_a_script_that_cannot_be_played_is_refused_in_words(script, said):
    with pytest.raises(UnreadableScript, match=said):
        read_script(script, KNOWN)
