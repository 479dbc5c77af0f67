from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.guards.commands import _PLAIN, _WITH_TOPIC, _WITH_VALUE, command_of, no_typed_command
from bot.guards.refusal import Refused
from bot.settings import PROJECT
from knowledge.guidance.desk import AFTER_GUIDANCE


def exists(kind: str, item_id: str) -> bool:
    return (kind, item_id) in {
        ("reaction", "anger"),
        ("principle", "confidentiality"),
        ("situation", "self_harm"),
        ("checklist", "arrival"),
        ("topic", "limits"),
        ("variant", "child"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/",
        "//",
        "/greet",
        '/ask_principle{"topic": "x"}',
        "/session_start",
        "/x y",
    ],
)
def test_a_typed_command_is_refused(text):
    with pytest.raises(Refused) as refused:
        no_typed_command(text, 2000)
    assert refused.value.reason == "command"


@pytest.mark.parametrize("text", ["and/or", "she or he / they", "24/7", "restart", "\\restart", "he said /restart"])
def test_a_slash_inside_a_sentence_is_only_a_slash(text):
    assert no_typed_command(text, 2000) == text


@pytest.mark.parametrize(
    "choice, command",
    [
        ("alternatives", "/ask_alternatives"),
        ("none_of_these", "/deny"),
        ("did_not_help", '/ask_alternatives{"topic": "did_not_help"}'),
        ("describe", '/describe_behaviour{"topic": "describe"}'),
        ("reaction:anger", '/describe_behaviour{"reaction": "anger"}'),
        ("principle:confidentiality", '/ask_principle{"topic": "confidentiality"}'),
        ("checklist:arrival", '/ask_checklist{"topic": "arrival"}'),
        ("topic:limits", '/ask_evidence{"topic": "limits"}'),
        ("situation:self_harm", '/report_urgent{"topic": "self_harm"}'),
        ("variant:child", '/give_circumstance{"topic": "child"}'),
    ],
)
def test_a_button_of_ours_becomes_its_command(choice, command):
    assert command_of(choice, exists) == command


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "greet",
        "/restart",
        "restart",
        "reaction",
        "reaction:",
        "reaction:joy",
        "reaction:Anger",
        "reaction:anger:x",
        "reaction:anger\n",
        "reaction: anger",
        'reaction:anger"}',
        "principle:anger",
        "source:S4",
        "reaction:" + "a" * 81,
        "\x00",
    ],
)
def test_anything_else_that_comes_as_a_button_is_refused(choice):
    with pytest.raises(Refused) as refused:
        command_of(choice, exists)
    assert refused.value.reason == "choice"


@given(st.text())
def test_no_text_sent_as_a_button_becomes_a_command_of_its_own_making(text):
    try:
        command = command_of(text, lambda kind, item_id: True)
    except Refused:
        return
    name, _, values = command.partition("{")
    assert re.fullmatch(r"/[a-z_]+", name)
    assert not values or re.fullmatch(r"[a-z][a-z0-9_]*", next(iter(json.loads("{" + values).values())))


def test_every_intent_a_button_can_send_is_one_the_assistant_knows():
    sent = {*_PLAIN.values(), *(one[0] for one in (*_WITH_TOPIC.values(), *_WITH_VALUE.values()))}
    known = set()
    for file in (PROJECT / "bot" / "domain").glob("*.yml"):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8")).get("intents", []):
            known |= set(intent) if isinstance(intent, dict) else {intent}
    assert sent <= known


def test_every_button_under_an_answer_leads_somewhere():
    for choice in AFTER_GUIDANCE:
        assert command_of(choice, lambda kind, item_id: True)
