from __future__ import annotations

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice
from knowledge.guidance.plain_text import plain_text

STEPS = AnswerSection(
    id="steps",
    title="First steps",
    ordered=True,
    items=(
        AnswerItem(id="A1", text="Stay calm.", sources=("S4",)),
        AnswerItem(id="A2", text="Call.", sources=("X1", "P"), supplementary=True, phone="112"),
    ),
)
AVOID = AnswerSection(
    id="avoid",
    title="Better not",
    items=(AnswerItem(id="A3", text="Do not shout.", because="It frightens.", quotes=("he shouts", "we shout")),),
)
ANSWER = Answer(
    kind="guidance",
    reactions=("anger",),
    title="Anger",
    lead="It may pass.",
    sections=(STEPS, AVOID),
    choices=(Choice(id="why", title="Why?"), Choice(id="help", title="Help")),
)


def test_the_plain_text_says_everything_the_card_says(desk):
    assert (
        plain_text(desk, ANSWER)
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
