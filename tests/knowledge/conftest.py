from __future__ import annotations

import pytest

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice


@pytest.fixture
def answer():
    """An answer with everything an answer can hold: ordered steps, what to avoid with its reason, choices."""
    steps = AnswerSection(
        id="steps",
        title="First steps",
        ordered=True,
        items=(
            AnswerItem(id="A1", text="Stay calm.", sources=("S4",)),
            AnswerItem(id="A2", text="Call.", sources=("X1", "P"), supplementary=True, phone="112"),
        ),
    )
    avoid = AnswerSection(
        id="avoid",
        title="Better not",
        items=(AnswerItem(id="A3", text="Do not shout.", because="It frightens.", quotes=("he shouts", "we shout")),),
    )
    return Answer(
        kind="guidance",
        reactions=("anger",),
        title="Anger",
        lead="It may pass.",
        sections=(steps, avoid),
        choices=(Choice(id="why", title="Why?"), Choice(id="help", title="Help")),
    )
