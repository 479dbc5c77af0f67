"""Peers are compared by one rule, so that a difference in the table is one of understanding."""

from __future__ import annotations

import pytest

from benchmarks.peers.diet import DESCRIPTION, label, read_ranking
from benchmarks.peers.keywords import Keywords
from benchmarks.peers.regressions import Ngrams
from benchmarks.peers.scores import Limits, Scores, answer, chosen
from bot.evaluation.sets import HeldOut
from bot.examples.gathered import Example

LIMITS = Limits(further=0.4, urgent=0.5)


def scores(anger=0.0, fear=0.0, none=0.1, urgent=0.0):
    return Scores({"anger": anger, "fear_anxiety": fear}, none, {"greet": 0.2, DESCRIPTION: 0.7}, urgent)


def named(one):
    return [reaction["id"] for reaction in answer(one, LIMITS)["reactions"]]


def test_the_best_reaction_comes_first_and_a_further_one_needs_the_limit():
    assert named(scores(anger=0.3, fear=0.9)) == ["fear_anxiety"]
    assert named(scores(anger=0.5, fear=0.9)) == ["fear_anxiety", "anger"]


def test_nothing_is_named_when_none_of_the_eight_is_likelier():
    assert named(scores(anger=0.5, none=0.6)) == []


def test_the_limits_are_those_that_serve_best_on_the_messages_given():
    described = [
        (HeldOut("1", "", {"reactions": ["anger", "fear_anxiety"]}), scores(anger=0.8, fear=0.3)),
        (HeldOut("2", "", {"reactions": ["anger"]}), scores(anger=0.8, fear=0.2)),
    ]
    urgent = [
        (HeldOut("3", "", {"urgent": True}), scores(urgent=0.7)),
        (HeldOut("4", "", {"urgent": False}), scores(urgent=0.6)),
    ]
    assert chosen(described, urgent) == Limits(further=0.3, urgent=0.7)


@pytest.mark.parametrize(
    ("labels", "intent"),
    [
        ({"reactions": ("anger", "fear_anxiety")}, "reaction+anger"),
        ({"reactions": ()}, "reaction_none"),
        ({"situations": ("missing_person",)}, "urgent+missing_person"),
        ({"situations": ()}, "not_urgent"),
        ({}, DESCRIPTION),
    ],
)
def test_rasas_own_classifier_gets_one_intent_for_all_labels(labels, intent):
    assert label(Example("a note", "f", DESCRIPTION, **labels)) == intent


def test_its_ranking_is_read_back_as_reactions_requests_and_danger():
    examples = [Example("a", "f", DESCRIPTION, reactions=("anger",)), Example("b", "f", "greet")]
    ranking = {"reaction+anger": 0.3, "reaction_none": 0.1, "urgent+missing_person": 0.4, "greet": 0.2}
    read = read_ranking(ranking, examples)
    assert read.reactions == {"anger": pytest.approx(0.75)}
    assert read.none == pytest.approx(0.25)
    assert read.urgent == 0.4
    assert read.intents == {"greet": 0.2, DESCRIPTION: pytest.approx(0.8)}


def test_the_keyword_table_knows_what_its_words_say_and_nothing_else():
    angry, dying, hello, nothing = Keywords().scores(
        [], ["she is so angry and hostile", "she wants to die", "hello", "bread was late today"]
    )
    assert max(angry.reactions, key=angry.reactions.get) == "anger"
    assert dying.urgent >= 1
    assert answer(hello, LIMITS)["intent"]["name"] == "greet"
    assert (answer(nothing, LIMITS)["reactions"], nothing.urgent) == ([], 0)


def test_n_grams_learn_each_task_from_the_examples_that_speak_of_it():
    notes = [("he shouts and slams doors", ("anger",)), ("she trembles and hides", ("fear_anxiety",)), ("he eats", ())]
    examples = [Example(text, "f", DESCRIPTION, reactions=one) for text, one in notes * 4]
    examples += [Example("a knife at her throat", "f", DESCRIPTION, situations=("violence_to_others",))] * 4
    examples += [Example("good morning", "f", "greet")] * 4
    shouting, knife, morning = Ngrams().scores(examples, ["he slams the doors", "knife at a throat", "good morning"])
    assert shouting.reactions["anger"] > max(shouting.reactions["fear_anxiety"], shouting.none)
    assert knife.urgent > 0.5 > shouting.urgent
    assert answer(morning, LIMITS)["intent"]["name"] == "greet"
