"""A trainee's words are kept without the names in them, and the words that show a move are still those words."""

import pytest

from bot.practice.listening import TooLong, heard
from knowledge.kinds import Scenario


@pytest.fixture
def salma(store):
    return store.get(Scenario, "salma")


def understanding(moves=(), masked=()):
    async def understand(text, practice=False):
        assert practice
        found = [
            {
                "id": move,
                "confidence": 0.91234,
                "cues": [{"start": text.find(words), "end": text.find(words) + len(words)}],
            }
            for move, words in moves
        ]
        spans = [{"start": text.find(word), "end": text.find(word) + len(word), "type": kind} for word, kind in masked]
        return {"text": text, "moves": found, "masked": spans}

    return understand


async def test_the_words_that_show_a_move_are_kept_with_it(salma):
    reply = await heard(understanding([("offering_choice", "You decide")]), "You decide, Salma.", salma)
    assert reply.text == "You decide, Salma."
    assert [(seen.id, seen.confidence, seen.cues[0].text) for seen in reply.moves] == [
        ("offering_choice", 0.912, "You decide")
    ]


async def test_a_name_is_masked_and_the_words_after_it_are_still_found(salma):
    understand = understanding([("false_promise", "I promise")], [("Amina", "PERSON"), ("0171 555", "PHONE")])
    reply = await heard(understand, "Amina rang 0171 555. I promise you are safe.", salma)
    assert "Amina" not in reply.text and "555" not in reply.text
    cue = reply.moves[0].cues[0]
    assert reply.text[cue.start : cue.end] == cue.text == "I promise"


async def test_the_invented_name_of_the_resident_stays(salma):
    understand = understanding(masked=[("salma", "PERSON")])
    assert (await heard(understand, "Good evening, salma.", salma)).text == "Good evening, salma."


async def test_words_that_were_masked_show_nothing_of_the_name(salma):
    understand = understanding([("breaching_confidentiality", "told Amina")], [("Amina", "PERSON")])
    reply = await heard(understand, "I told Amina.", salma)
    assert reply.moves[0].cues[0].text == "told [name]"


async def test_no_words_are_a_silence_and_nobody_is_asked_what_they_mean(salma):
    async def never(text, practice=False):
        raise AssertionError

    assert (await heard(never, "  \n", salma)).text == ""
    with pytest.raises(TooLong):
        await heard(never, "x" * 2001, salma)
