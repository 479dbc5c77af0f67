from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu import language

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)  # the door lets no lone surrogate through
#: Text that looks like sentences, with everything people paste into them.
LIKE_SENTENCES = st.lists(
    st.sampled_from(
        [
            "she",
            "does",
            "not",
            "eat",
            ",",
            "and",
            "because",
            "…",
            "—",
            "(",
            ")",
            "“",
            "”",
            "’s",
            "🙂",
            "👨‍👩‍👧",
            "\n",
            " ",
            ".",
            "!",
            "-",
            ";",
            "good",
            "не",
            "\u0301",
            "\u200b",
        ]
    ),
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("She cries.", ["She cries"]),
        ("She cries a lot. He is angry today!", ["She cries a lot", "He is angry today!"]),
        (
            "She says it was her own stupid fault, and she won't look at any of us",
            ["She says it was her own stupid fault", "she won't look at any of us"],
        ),
        ("Salt, oil, rice and bread", ["Salt, oil, rice and bread"]),
        ("He does not sleep because he is afraid of the dark", ["He does not sleep", "he is afraid of the dark"]),
        (
            "“I can’t do it any more” – she said that three times",
            ["“I can’t do it any more”", "she said that three times"],
        ),
        (
            "He’s fine 🙂 and he’s eating again, but he won’t go out",
            ["He’s fine 🙂 and he’s eating again", "he won’t go out"],
        ),
    ],
)
def test_a_message_is_split_where_a_new_thing_is_said(text, wanted):
    assert [clause.text for clause in language.clauses(text) if clause.text] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "She won’t eat 🙂, and she doesn’t sleep at all 😢. “No,” she says.",
        "a\u0301 b, c – d",
        "x",
        "…",
        "🙂🙂 🙂",
        "  two  spaces  ",
    ],
)
def test_a_clause_is_an_exact_slice_of_the_message(text):
    for clause in language.clauses(text):
        assert text[clause.start : clause.end] == clause.text


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANY_TEXT, LIKE_SENTENCES))
def test_whatever_is_typed_clauses_are_slices_in_order_that_do_not_overlap(text):
    end = 0
    for clause in language.clauses(text):
        assert 0 <= clause.start <= clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text
        if clause.text:
            assert clause.start >= end and clause.text == clause.text.strip()
            end = clause.end


@settings(max_examples=200, deadline=None)
@given(LIKE_SENTENCES)
def test_no_word_of_a_message_is_lost(text):
    joining = {"and", "but", "so", "then", "because"}
    kept = " ".join(clause.text for clause in language.clauses(text))
    for word in ("she", "does", "not", "eat", "good", "не", "🙂"):
        assert kept.count(word) == text.count(word) or word in joining


@pytest.mark.parametrize(
    "text, word, negated",
    [
        ("She does not eat", "eat", True),
        ("She doesn't eat", "eat", True),
        ("She doesn’t eat", "eat", True),
        ("He never sleeps", "sleeps", True),
        ("She goes out without a coat", "coat", True),
        ("She eats well", "eats", False),
        ("No. She eats well", "eats", False),
        ("He is not at home today but he will eat", "eat", False),
        ("Nobody came to eat", "eat", True),
    ],
)
def test_a_negation_reaches_a_few_words_and_not_into_the_next_sentence(text, word, negated):
    doc = language.read(text)
    place = next(token.i for token in doc if token.text == word)
    assert language.is_negated(doc, place) is negated


@pytest.mark.parametrize("word, lemma", [("cries", "cry"), ("shouted", "shout"), ("children", "child"), ("went", "go")])
def test_words_are_read_by_their_lemma(word, lemma):
    assert language.read(word)[0].lemma_ == lemma


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_message_has_no_clause_with_words(text):
    assert [clause for clause in language.clauses(text) if clause.text] == []
