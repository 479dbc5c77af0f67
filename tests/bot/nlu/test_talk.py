from __future__ import annotations

import pytest

from bot.evaluation import sets
from bot.evaluation.moves import talk_figures
from bot.nlu.talk import kind_of_talk


@pytest.mark.parametrize(
    "said, kind",
    [
        ("What brings you here?", "question"),
        ("how did that feel", "question"),
        ("Tell me about your week.", "question"),
        ("On a scale of one to ten, how sure are you?", "question"),
        ("Before I go, is there anything you want to add?", "question"),
        ("It sounds like the nights are long.", "reflection"),
        ("So, you'd like to see them more often?", "reflection"),
        ("Mm-hmm.", "other"),
        ("Okay, well-", "other"),
        ("Good morning, have a seat", "other"),
        ("", "other"),
        ("The train leaves at nine and takes two hours.", "input"),
    ],
)
def test_the_form_of_a_reply_says_what_kind_of_talk_it_is(said, kind):
    assert kind_of_talk(said, {}) == kind


@pytest.mark.parametrize(
    "move, kind", [("validation", "reflection"), ("telling_what_to_do", "input"), ("grounding", "other")]
)
def test_where_the_form_leaves_it_open_the_moves_decide(move, kind):
    assert kind_of_talk("That was a lot at once", {move: 0.8, "minimising": 0.1}) == kind


def test_counselling_of_another_field_is_told_apart_by_form_alone_half_way():
    coded = sets.read(sets.DEVELOPMENT, "talk")
    given = [kind_of_talk(one.text, {}) for one in coded]
    assert talk_figures([one.labels["talk"] for one in coded], given)["macro-F1"] >= 0.6
