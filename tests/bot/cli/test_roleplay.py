"""Practice on the command line: the residents, a script, and a talk at the keyboard."""

from __future__ import annotations

import json

import pytest

from bot.cli.main import main
from bot.cli.roleplay import talk
from knowledge.kinds import Move, Scenario
from knowledge.roleplay.feedback import Coach
from knowledge.roleplay.play import Play, Seen
from knowledge.roleplay.stage import Stage

SCRIPT = (
    "[asking_permission] May I sit here?\n[reflection] It was too much this morning.\n[judging] Be thankful.\n...\n"
)


@pytest.fixture
def steadyhand(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("STEADYHAND_HOME", str(tmp_path / "home"))

    def run(*arguments):
        status = main(["roleplay", *(str(one) for one in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_every_resident_is_listed_with_what_comes_up(steadyhand, library):
    status, printed, _ = steadyhand("list")
    assert status == 0
    for scenario in library.all(Scenario):
        assert scenario.title in printed and scenario.content_note in printed
    listed = json.loads(steadyhand("list", "--json")[1])
    assert {one["id"] for one in listed} == set(library.items["scenario"])


def test_the_same_script_gives_the_same_talk_and_another_seed_other_lines(steadyhand, script):
    first = steadyhand("play", "salma", "--script", script, "--json")[1]
    assert steadyhand("play", "salma", "--script", script, "--json")[1] == first
    whole = json.loads(first)
    assert [turn["turn"] for turn in whole["turns"]] == [0, 1, 2, 3, 4]
    assert set(whole["turns"][1]["state"]) == {"trust", "safety", "control", "shame", "arousal"}
    assert whole["turns"][3]["feedback"]["points"][0]["move"] == "judging"
    other = json.loads(steadyhand("play", "salma", "--script", script, "--json", "--seed", "9")[1])
    said = [[turn["resident"]["says"] for turn in talk["turns"]] for talk in (whole, other)]
    assert said[0] != said[1] and whole["turns"][3]["state"] == other["turns"][3]["state"]


def test_the_talk_that_was_printed_can_be_played_again(steadyhand, script, tmp_path):
    first = json.loads(steadyhand("play", "salma", "--script", script, "--json")[1])
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(first["play"]), encoding="utf-8")
    again = json.loads(steadyhand("play", "salma", "--script", kept, "--json")[1])
    assert again["turns"] == first["turns"]


def test_a_script_is_told_in_plain_words_with_feedback_or_without(steadyhand, script):
    with_feedback = steadyhand("play", "salma", "--script", script)[1]
    assert "Salma:" in with_feedback and "! Judging." in with_feedback and "→" in with_feedback
    without = steadyhand("play", "salma", "--script", script, "--feedback", "end")[1]
    assert len(without) < len(with_feedback)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["play", "nobody"], "choose one of"),
        (["play", "salma", "--script", "/nowhere.txt"], "No such file"),
        (["play", "salma", "--script", "{bad}"], "there is no move `kindness`"),
    ],
)
def test_what_cannot_be_played_is_said_in_one_line(steadyhand, tmp_path, arguments, said):
    bad = tmp_path / "bad.txt"
    bad.write_text("[kindness] hello", encoding="utf-8")
    status, printed, error = steadyhand(*(one.replace("{bad}", str(bad)) for one in arguments))
    assert status == 2 and printed == "" and said in error and error.count("\n") == 1


@pytest.fixture
def salma(store):
    scenario = store.get(Scenario, "salma")
    return Stage(scenario, store.all(Move)), Coach(store, scenario)


def recognise(text):
    """A recogniser that knows two sentences."""
    return [Seen("judging")] if "thankful" in text else [Seen("reflection")]


def test_at_the_keyboard_one_can_go_back_and_say_it_otherwise(salma, capsys):
    lines = ["Be thankful.", "/back", "It was too much.", "", "pause"]
    assert talk(*salma, Play("salma"), recognise, lines, each=True, as_json=True) == 0
    whole = json.loads(capsys.readouterr().out)
    assert [turn["reply"] for turn in whole["turns"]] == [None, "It was too much.", ""]
    assert whole["report"]["ending"] == "stopped" and whole["ended"] is None


def test_a_talk_at_the_keyboard_ends_when_the_resident_leaves(salma, capsys):
    talk(*salma, Play("salma"), recognise, ["Be thankful."] * 20, each=True, as_json=False)
    printed = capsys.readouterr().out
    assert "The resident ended the talk." in printed and printed.count("You:") < 10
