"""Saying sorry is heard by its words: the recogniser has not learnt it."""

from __future__ import annotations

import pytest

from bot.practice.by_words import ByWords
from knowledge.kinds import Move
from knowledge.reading import read_library

SORRY = [
    "I'm sorry, I should not have asked that.",
    "I am so sorry that I pushed you.",
    "I’m sorry I didn't listen to you just now.",
    "Sorry for pressing you. You don't have to tell me.",
    "That was wrong of me.",
    "I shouldn't have promised that. I don't know how it will end.",
    "We should never have told her without asking you first.",
    "I apologise. That came out wrong.",
    "Let me stop. I went too fast.",
    "i take that back",
    "That was not fair of me, and I am sorry.",
    "Sorry about what I said before.",
    "I was wrong to say that.",
]
NOT_SORRY = [
    "I'm sorry that this happened to you.",
    "I am sorry to hear it.",
    "Sorry, I'm late, there was traffic.",
    "Sorry, I dropped the lid.",
    "You should say sorry to her.",
    "You don't have to say sorry for crying.",
    "He sounded so sorry, I told him you are well.",
    "I'm not sorry I asked.",
    "You should not have gone with him.",
    "Sorry, long shift. What day is it?",
    "I'm sorry but that was your own fault.",
]


@pytest.fixture(scope="module")
def by_words():
    return ByWords(read_library().all(Move))


@pytest.mark.parametrize("text", SORRY)
def test_who_says_sorry_is_heard(by_words, text):
    (found,) = by_words.found(text)
    cue = found["cues"][0]
    assert found["id"] == "apology" and cue["text"] == text[cue["start"] : cue["end"]]


@pytest.mark.parametrize("text", NOT_SORRY)
def test_being_sorry_for_something_else_is_not_saying_sorry(by_words, text):
    assert by_words.found(text) == []


def test_what_was_learnt_stays_and_small_talk_goes(by_words):
    learnt = [{"id": "pressing_for_details", "confidence": 0.95}, {"id": "small_talk_or_other", "confidence": 0.3}]
    moves = by_words.added({"text": "x", "moves": learnt}, "I'm sorry I asked. But what happened?")["moves"]
    assert [one["id"] for one in moves] == ["pressing_for_details", "apology"]
    assert by_words.added({"moves": learnt}, "Good morning.") == {"moves": learnt}


def test_harm_that_is_only_named_in_saying_sorry_is_not_done_again(by_words):
    text = "I should not have asked that. What did he do?"
    named = {"id": "telling_what_to_do", "confidence": 0.3, "cues": [{"start": 0, "end": 29, "text": text[:29]}]}
    done = {"id": "pressing_for_details", "confidence": 0.8, "cues": [{"start": 30, "end": 45, "text": text[30:]}]}
    moves = by_words.added({"moves": [named, done]}, text)["moves"]
    assert [one["id"] for one in moves] == ["apology", "pressing_for_details"]
