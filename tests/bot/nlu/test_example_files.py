"""Example files are read as Rasa reads them, and refused with a clear line when they cannot be."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.training_data.features import Features

from bot.nlu.example_files import ExampleFileError, read_examples

EVERY_FILE = sorted(Path("data/nlu").rglob("*.yml"))


def test_a_file_gives_what_rasas_own_reader_gives():
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    smallest = min(EVERY_FILE, key=lambda path: path.stat().st_size)
    ours = list(read_examples(smallest))
    theirs = RasaYAMLReader().read(str(smallest)).training_examples
    assert [one.data for one in ours] == [one.data for one in theirs]


def test_a_copy_of_an_example_is_its_equal_until_it_is_changed():
    example = next(read_examples(EVERY_FILE[0]))
    copied = copy.deepcopy(example)
    assert copied == example and hash(copied) == hash(example)
    copied.set("text", "something else")
    copied.add_features(None)
    assert copied != example and example.get("text") != "something else"


def test_an_example_with_features_is_told_from_one_without():
    example = next(read_examples(EVERY_FILE[0]))
    copied = copy.deepcopy(example)
    copied.add_features(Features(np.ones((1, 3)), "sentence", "text", "test"))
    assert copied != example and example.features == []


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_of_examples_can_be_read(path):
    assert sum(1 for _ in read_examples(path)) > 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nlu:\n- intent: [greet", "not YAML"),
        ("- intent: greet", "must have `nlu:`"),
        ("nlu:\n- examples: |\n    - hi", "begin the block with `- intent"),
        ("nlu:\n- intent: greet\n  exmples: |\n    - hi", "`exmples` is not used here"),
        ("nlu:\n- intent: greet\n  examples: [hi]", "one example a line"),
        ("nlu:\n- intent: greet\n  examples: |\n    hi", "must begin with `- `"),
        ("nlu:\n- intent: greet\n  examples: |\n    - hi [you](name)", "bracket"),
    ],
)
def test_a_slip_in_a_file_is_named_with_its_place_and_its_remedy(tmp_path, content, said):
    path = tmp_path / "wrong.yml"
    path.write_text(content)
    with pytest.raises(ExampleFileError, match="wrong.yml") as refused:
        list(read_examples(path))
    assert said in str(refused.value)
