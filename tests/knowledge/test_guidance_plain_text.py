from __future__ import annotations

from knowledge.answer import Answer
from knowledge.guidance.plain_text import plain_text


def test_the_plain_text_says_everything_the_card_says(desk, answer):
    assert (
        plain_text(desk, answer)
        == """Anger

It may pass.

FIRST STEPS
1. Stay calm. [S4]
2. Call. Phone: 112 [X1, P; supplementary]

BETTER NOT
- Do not shout. Why: It frightens. You wrote: “he shouts”; “we shout”.

Next: Why? · Help"""
    )


def test_an_answer_of_one_sentence_is_that_sentence(desk):
    assert plain_text(desk, Answer(kind="greeting", lead="Hello.")) == "Hello."
    assert plain_text(desk, Answer(kind="greeting")) == ""
