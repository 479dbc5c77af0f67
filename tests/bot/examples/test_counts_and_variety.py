"""A label with too few examples is seen, and so is a writer who repeats himself."""

from __future__ import annotations

from bot.examples.counts import counted
from bot.examples.gathered import CONTENT, Example, gathered
from bot.examples.variety import lengths, spreads


def anger(number, second=0):
    reactions = [("anger", "fear_anxiety")] * second + [("anger",)] * (number - second)
    return [Example(f"{n}", "guard.yml", "describe_behaviour", reactions=one) for n, one in enumerate(reactions)]


def count_of(examples, kind):
    return next(one for one in counted(examples) if one.kind == kind)


def test_a_reaction_needs_five_hundred_examples_that_name_it_first():
    assert not count_of(anger(499), "reaction, named first").enough
    assert count_of(anger(500), "reaction, named first").enough


def test_a_quarter_of_them_needs_a_second_reaction():
    assert not count_of(anger(500, second=124), "… share with a second one").enough
    assert count_of(anger(500, second=125), "… share with a second one").enough


def test_a_move_needs_a_hundred_and_fifty_replies_and_a_reply_is_no_request():
    replies = [Example(f"{n}", "cook.yml", "practice_reply", moves=("grounding", "validation")) for n in range(149)]
    assert not count_of(replies, "move in practice").enough
    assert {one.kind for one in counted(replies)} & {"request"} == set()
    one_more = Example("breathe", "cook.yml", "practice_reply", moves=("grounding",))
    assert count_of([*replies, one_more], "move in practice").enough


def test_an_empty_list_of_situations_is_a_look_alike_and_a_missing_one_is_not():
    examples = [Example("a", "f", "describe_behaviour", situations=()), Example("b", "f", "greet")]
    assert count_of(examples, "look-alikes").number == 1


def test_a_file_of_one_opening_is_told_from_one_of_many():
    same = [Example(f"I saw that {word}", "same.yml", "i") for word in ("anna", "binta", "carla", "dewi")]
    other = [Example(f"{word} took bread", "other.yml", "i") for word in ("anna", "binta", "carla", "dewi")]
    by_file = {one.file: one for one in spreads([*same, *other])}
    assert (by_file["same.yml"].different_openings, by_file["other.yml"].different_openings) == (0.25, 1.0)
    assert by_file["same.yml"].share == 0.5
    assert by_file["all"].number == 8


def test_lengths_are_told_in_words():
    examples = [Example("word " * number, "f", "greet") for number in (2, 10, 70)]
    (told,) = lengths(examples)
    assert (told.quantiles[0], told.quantiles[2], told.quantiles[-1]) == (2, 10, 70)
    assert told.very_short == told.very_long == 1 / 3


def test_examples_come_from_the_files_and_from_the_content(tmp_path):
    (tmp_path / "cook.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello from the kitchen\n")
    examples = gathered(tmp_path)
    assert examples[0] == Example("hello from the kitchen", "cook.yml", "greet")
    assert {one.file for one in examples[1:]} == {CONTENT}
