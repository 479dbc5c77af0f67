"""The examples themselves: enough of each label, none with two labels, nothing of the held-out sets among them."""

import pytest

from bot.examples.counts import counted
from bot.examples.faults import looked_for
from bot.examples.gathered import gathered


@pytest.fixture(scope="module")
def examples():
    return gathered()


@pytest.fixture(scope="module")
def found(examples):
    return looked_for(examples)


def test_every_label_has_as_many_examples_as_were_asked_for(examples):
    assert [f"{one.kind} {one.label}: {one.number} of {one.least}" for one in counted(examples) if not one.enough] == []


def test_held_out_messages_are_not_among_the_examples(found):
    assert [(leak.split, leak.name, leak.id, leak.example.file) for leak in found.leaks] == []


def test_no_text_is_an_example_of_two_labels(found):
    assert [(pair.one.text, pair.one.file, pair.other.file) for pair in found.contradictions] == []


def test_nothing_is_written_from_a_template(examples, found):
    assert len(found.nearly) <= len(examples) / 1000
