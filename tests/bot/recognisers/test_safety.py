"""Masking must never hide what tells of danger."""

from __future__ import annotations

import re

import pytest

from bot.guards.masking import mask
from bot.nlu.cues import Cues
from bot.recognisers.placeholders import read_as
from bot.recognisers.word_lists import safety_words
from knowledge.kinds import Situation
from knowledge.reading import read_library

SITUATIONS = read_library().all(Situation)


#: Beginnings that are words as they stand, and none with "-ing" behind them.
ENDINGS = {"tip*": "tip", "rape*": "rape"}


def sample_of(cue):
    """Words that the cue finds: the first of the alternatives, "-ing" for any ending, nothing in the gap."""
    first = [word.split("/")[0] for word in cue.split() if word != "..."]
    return " ".join(ENDINGS.get(word, word.replace("*", "ing")) for word in first)


@pytest.mark.parametrize("sentence", ["she said {} again", "{}", "Amina says {}", "{} AND NOTHING ELSE"])
def test_no_cue_of_an_urgent_situation_is_masked(recognisers, cues, sentence):
    hidden = {}
    for cue in cues:
        words = sample_of(cue)
        text = sentence.format(words.upper() if sentence.isupper() else words)
        masked = mask(text, recognisers).text
        if words.lower() not in masked.lower():
            hidden[cue] = masked
    assert not hidden


def test_no_safety_word_is_masked_wherever_it_stands(recognisers):
    for word in sorted(safety_words()):
        for text in (f"she has {word} now", f"{word.capitalize()} again", f"Amina {word.capitalize()} Banda", word):
            assert word in mask(text, recognisers).text.lower(), text


def test_a_name_beside_a_knife_goes_and_the_knife_stays(recognisers):
    assert mask("Amina has a Knife", recognisers).text == "[name] has a Knife"


def test_most_messages_that_teach_what_is_urgent_pass_unchanged(recognisers):
    examples = [text for situation in SITUATIONS for text in situation.asked_like]
    changed = [text for text in examples if recognisers.find_all(text)]
    assert len(changed) <= 0.05 * len(examples), changed


def test_a_cue_is_read_as_the_test_reads_it():
    assert sample_of("want*/wish to ... die") == "wanting to die" and not re.search(r"[*/]", sample_of("a*/b c/d"))


def test_a_masked_message_holds_the_same_cues_as_before(recognisers):
    by_situation = {situation.id: situation.phrases for situation in SITUATIONS if situation.phrases}
    read = Cues(by_situation)
    for situation in SITUATIONS:
        for text in situation.asked_like:
            masked = read_as(mask(text, recognisers).text)
            assert {hit.situation for hit in read.find(text)} <= {hit.situation for hit in read.find(masked)}, text
