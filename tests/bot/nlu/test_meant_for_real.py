from __future__ import annotations

import pytest

from bot.nlu.meant_for_real import meant_for_real


@pytest.mark.parametrize(
    "said, words",
    [
        ("stop, this is real", "stop, this is real"),
        ("STOP THIS IS REAL she has cut herself now", "STOP THIS IS REAL"),
        ("Wait. It's real, not the game, a girl here took pills", "Wait. It's real"),
        ("this is not practice, he is at the gate", "this is not practice"),
        ("it’s not an exercise!! call someone", "it’s not an exercise"),
        ("please stop the play, that's real", "stop the play, that's real"),
        ("I am not pretending, Grace is bleeding", "not pretending"),
        ("no this isnt part of the role-play", "isnt part of the role-play"),
        ("Out of character: I need the supervisor", "Out of character"),
        ("this is really happening in room 4", "this is really happening"),
        ("a real emergency, sorry", "real emergency"),
        ("This is real!!!", "This is real"),
    ],
)
def test_somebody_who_means_it_is_heard(said, words):
    meant = meant_for_real(said)
    assert meant is not None and meant.sure
    assert words in said and said[meant.start : meant.end] == meant.text
    assert meant.text.casefold() in said.casefold()


@pytest.mark.parametrize(
    "said",
    [
        "Feel the chair. This is real, the room is real, he is far away",
        "it's real, that was your own hand that wrote the letter",
        "Answer me now, this is not a game",
    ],
)
def test_what_may_be_said_to_a_resident_is_only_asked_about(said):
    meant = meant_for_real(said)
    assert meant is not None and not meant.sure


@pytest.mark.parametrize(
    "said",
    [
        "What you feel is real and it makes sense",
        "Is this real gold?",
        "You really did that on your own?",
        "We can stop here. Nothing of this is written down",
        "That was a nightmare, it is not real, you are here with me",
        "would you like to practise the phone call with me, only pretend",
        "It is not your fault",
        "I promise nobody will find you",
        "The doctor is really nice, she is here today",
        "that isn't what I meant",
        "this is not the time to play cards",
    ],
)
def test_what_is_said_in_practice_stays_practice(said):
    assert meant_for_real(said) is None
