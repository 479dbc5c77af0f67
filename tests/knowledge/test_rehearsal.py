from __future__ import annotations

import pytest

from knowledge.rehearsal import unsayable


def spoilt(library, **phrases):
    kept = {name: text for name, text in {**library.phrases, **phrases}.items() if text is not None}
    return type(library)(library.language, library.items, library.sources, library.roles, kept, library.files)


def test_every_answer_of_the_released_content_can_be_said(library):
    assert list(unsayable(library)) == []


@pytest.mark.parametrize(
    "name",
    [
        "greeting_lead",
        "clarify_lead",
        "choice_child",
        "refused_choice",
        "no_number",
        "dilemma",
        "text_phone",
        "errand_page_hand_over",
    ],
)
def test_a_sentence_that_only_some_answers_need_is_missed_all_the_same(library, name):
    assert [problem.field for problem in unsayable(spoilt(library, **{name: None}))] == [name]


@pytest.mark.parametrize("text", ["{titel}", "{title} {more}", "{title", "no braces at all", "{}", "{title.x!r:{y}"])
def test_a_sentence_with_the_wrong_braces_is_found(library, text):
    found = list(unsayable(spoilt(library, urgent_title=text)))
    assert [(problem.field, problem.remedy) for problem in found] == [("urgent_title", "use {title}")]


def test_a_broken_link_elsewhere_does_not_hide_a_missing_sentence(library):
    items = {**library.items, "principle": {}}
    broken = type(library)(library.language, items, library.sources, library.roles, {}, library.files)
    assert "try_now_title" in {problem.field for problem in unsayable(broken)}
