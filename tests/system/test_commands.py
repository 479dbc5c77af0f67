"""The commands whose shape is a contract, run as people and scripts run them."""

import json
import subprocess
import sys

import pytest

from bot.settings import PROJECT

pytestmark = pytest.mark.rasa

SAID = "She keeps saying it was her own stupid fault and she won’t look at any of us 😔"


def run(*arguments, given=b""):
    command = [sys.executable, "-m", "bot.cli.main", *arguments]
    return subprocess.run(command, cwd=PROJECT, input=given, capture_output=True, timeout=120, check=False)


def test_ask_gives_the_fields_of_the_contract(trained):
    answer = json.loads(run("ask", SAID, "--json", "--for", "child").stdout)
    assert answer["kind"] == "guidance"
    assert answer["reactions"][0] == "self_blame_shame"
    assert {"kind", "reactions", "situations", "topic", "sections", "choices", "text"} <= set(answer)
    item = answer["sections"][0]["items"][0]
    assert {"id", "text", "sources", "supplementary"} <= set(item)
    assert "remember" in [section["id"] for section in answer["sections"]]


def test_understand_answers_each_line_in_order_with_exact_positions(trained):
    lines = [{"id": 1, "text": "  " + SAID}, {"id": "b", "text": "/restart"}, {"id": 3, "text": "\ud800 hello"}]
    result = run("understand", given="\n".join(json.dumps(line) for line in lines).encode())
    answers = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [answer["id"] for answer in answers] == [1, "b", 3]
    first = answers[0]
    assert first["reactions"][0]["id"] == "self_blame_shame"
    for cue in first["reactions"][0]["cues"]:
        assert first["text"][cue["start"] : cue["end"]] == cue["text"]
    assert len(first["reaction_scores"]) == 8
    assert answers[1]["intent"]["name"] is not None


def test_understand_as_trainee_names_the_moves_with_the_words_that_show_them(trained):
    said = "You are safe now, I promise nobody will ever find you. Why did you go with him?"
    answer = json.loads(run("understand", "--as", "trainee", given=json.dumps({"id": 1, "text": said}).encode()).stdout)
    moves = {one["id"]: one for one in answer["moves"]}
    assert {"false_promise", "blaming_why"} <= set(moves)
    for one in moves.values():
        assert 0 <= one["confidence"] <= 1
        assert all(answer["text"][cue["start"] : cue["end"]] == cue["text"] for cue in one["cues"])
    assert "Why did you go with him?" in [cue["text"] for cue in moves["blaming_why"]["cues"]]
    assert answer["talk"] == "question"
    as_staff = json.loads(run("understand", given=json.dumps({"id": 1, "text": said}).encode()).stdout)
    assert "moves" not in as_staff


def test_a_text_like_a_command_is_read_as_words_in_its_place(trained):
    line = {"id": 1, "text": "  /she blames herself for everything and will not look at us"}
    answer = json.loads(run("understand", given=json.dumps(line).encode()).stdout)
    for cue in answer["reactions"][0]["cues"]:
        assert line["text"][cue["start"] : cue["end"]] == cue["text"]
    assert answer["reactions"][0]["cues"][-1]["text"].endswith("us")


def test_a_text_that_is_too_long_is_refused_by_name(trained):
    result = run("understand", given=json.dumps({"id": "x7", "text": "word " * 500}).encode())
    assert result.returncode == 2
    assert b"x7" in result.stderr and b"2000" in result.stderr


@pytest.mark.parametrize(
    "broken", [b"not json\n", b'{"id": 1}\n', b'"just text"\n', b"\xff\xfe\n", b"[" * 5000 + b"\n"]
)
def test_a_broken_line_is_named_without_a_traceback(trained, broken):
    result = run("understand", given=broken)
    assert result.returncode == 2
    said = result.stderr.decode().strip().splitlines()
    assert "line 1" in said[-1]
    assert "Traceback" not in result.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [("ask", "  "), ("content", "show", "reactions", "nothing"), ("content", "show", "nothing", "x"), ("frobnicate",)],
)
def test_bad_arguments_exit_with_two_and_say_what_to_do(arguments):
    result = run(*arguments)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_content_check_reports_counts():
    result = run("content", "check")
    assert result.returncode == 0, result.stderr.decode()
    assert b"8 reactions" in result.stdout


def test_rasa_finds_the_project_valid():
    result = run("rasa", "data", "validate")
    assert result.returncode == 0, result.stdout.decode()[-2000:] + result.stderr.decode()[-2000:]
