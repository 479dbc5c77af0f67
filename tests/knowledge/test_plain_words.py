from __future__ import annotations

import pytest

from knowledge.plain_words import HIGHEST_READING_AGE, reading_age, unsuitable_words


@pytest.mark.parametrize(
    "text, what",
    [
        ("She has PTSD.", "a diagnosis"),
        ("He suffers from nightmares.", "a diagnosis"),
        ("This is a personality disorder.", "a diagnosis"),
        ("The resident is manipulative.", "blame"),
        ("It is her own fault.", "blame"),
        ("She is attention-seeking.", "blame"),
        ("Tell her: You are safe now.", "a promise"),
        ("Nothing bad will happen to you.", "a promise"),
        ("We promise that you can stay.", "a promise"),
    ],
)
def test_our_own_voice_does_not_diagnose_blame_or_promise(text, what):
    assert [name for name, _ in unsuitable_words(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "Do not say “you are safe now”.",
        "Words like “liar” or “crazy” hurt.",
        "It was not your fault.",
        "Keep the doors safe.",
        "She wants to address the group.",
        "Stay in the present.",
        "",
    ],
)
def test_quoted_bad_examples_and_harmless_words_pass(text):
    assert unsuitable_words(text) == []


def test_words_after_a_quotation_are_ours_again():
    assert unsuitable_words("Do not say “calm down”. She is hysterical.") == [("blame", "hysterical")]


def test_short_sentences_can_be_read_by_a_tired_person():
    assert reading_age("Stay calm. Speak gently. Say who you are. Ask what would help now.") < 8


def test_long_sentences_of_long_words_are_too_hard():
    hard = "Institutional considerations notwithstanding, methodological retraumatisation necessitates investigation."
    assert reading_age(hard) > HIGHEST_READING_AGE


def test_the_trade_words_of_the_house_are_not_held_against_an_author():
    assert reading_age("Ask the supervisor. Call the interpreter.") == reading_age("Ask the helper. Call the helper.")


@pytest.mark.parametrize("text", ["", "…", "—", "12", "🙂", "好"])
def test_a_text_without_words_has_an_age_all_the_same(text):
    assert reading_age(text) >= 5
