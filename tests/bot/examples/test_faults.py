"""What must not be among the examples is found, and held-out messages are never shown."""

from __future__ import annotations

import pytest

from bot.evaluation.sets import HeldOut
from bot.examples import page
from bot.examples.faults import looked_for
from bot.examples.gathered import Example

NOTE = "she keeps her shoes on in bed since the car stopped at the gate"


def example(text, file="guard.yml", intent="describe_behaviour", **labels):
    return Example(text, file, intent, **labels)


def held_out(text):
    return [("test", "staff", HeldOut("s001", text, {}))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"reactions": ("anger",)}, {"reactions": ("fear_anxiety",)}),
        ({"reactions": ("anger", "fear_anxiety")}, {"reactions": ("fear_anxiety", "anger")}),
        ({"reactions": ("anger",)}, {"reactions": ()}),
        ({"situations": ("missing_person",)}, {"situations": ()}),
        ({"intent": "affirm"}, {"intent": "deny"}),
        ({"intent": "ask_principle", "topic": "confidentiality"}, {"intent": "ask_principle", "topic": "human_rights"}),
    ],
)
def test_the_same_words_with_another_label_are_a_fault(one, other):
    found = looked_for([example("She won’t eat.", **one), example("she won't eat", "nurse.yml", **other)], [])
    assert [(pair.one.file, pair.other.file) for pair in found.contradictions] == [("guard.yml", "nurse.yml")]
    assert found.faults == 1


def test_an_example_that_is_silent_on_a_label_contradicts_nothing():
    found = looked_for([example("the rope is gone", reactions=()), example("the rope is gone", situations=())], [])
    assert (found.faults, len(found.repeated)) == (0, 1)


def test_hello_to_a_played_resident_contradicts_no_hello_to_the_assistant():
    reply = example("Hello", intent="practice_reply", moves=("small_talk_or_other",))
    assert looked_for([example("hello", intent="greet"), reply], []).faults == 0
    other = example("hello", "nurse.yml", intent="practice_reply", moves=("ignoring",))
    assert looked_for([reply, other], []).faults == 1


def test_signs_without_words_are_told_apart():
    assert looked_for([example("👍", intent="affirm"), example("??", intent="help")], []).faults == 0


@pytest.mark.parametrize(
    "held",
    [
        NOTE,
        NOTE.upper() + "!!",
        NOTE.replace("gate", "fence"),
        f"Handover. All calm, two went to the clinic, the milk is paid. {NOTE} and the boiler is cold again",
    ],
    ids=["the same", "in capitals", "one other word", "inside a longer note"],
)
def test_a_held_out_message_among_the_examples_is_named_but_not_shown(held):
    examples = [example(NOTE, reactions=("fear_anxiety",)), example("he cooked rice for all of us on Sunday")]
    found = looked_for(examples, held_out(held))
    assert [(leak.name, leak.id, leak.example.text) for leak in found.leaks] == [("staff", "s001", NOTE)]
    printed = "\n".join(page.lines(examples, found))
    assert "s001" in printed and "guard.yml" in printed
    assert "shoes" not in printed


@pytest.mark.parametrize(
    ("learnt", "held"),
    [("thank you", "Thank you!"), (NOTE, "he keeps his shoes on in bed and asks for the keys of the car")],
    ids=["what anybody says", "a like moment in other words"],
)
def test_what_two_people_write_by_chance_is_no_leak(learnt, held):
    assert looked_for([example(learnt)], held_out(held)).leaks == []


def test_two_examples_with_one_other_word_are_shown_as_nearly_the_same():
    found = looked_for([example(NOTE), example(NOTE.replace("gate", "door")), example("he laughs with the cook")], [])
    assert len(found.nearly) == 1
    assert 0.7 <= found.nearly[0].alike < 1
