"""Which questions are asked in a case, and which its coded facts answer already."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.kinds.questions import Answer, Facts, Question, Questions

#: Code of a question → its answer; a code that is not there was not answered.
Answers = Mapping[str, Answer]
#: Coded facts of a case, as `sex` → `female`; "unknown" counts as a value.
CaseFacts = Mapping[str, str]

ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")


def fits(facts: CaseFacts, wanted: Facts) -> bool:
    """Whether each fact named has one of the values wanted. Nothing wanted fits everybody."""
    return all(facts.get(name, "unknown") in values for name, values in wanted.items())


def known(questions: Questions, facts: CaseFacts) -> dict[str, Answer]:
    """The answers that coded facts give."""
    found: dict[str, Answer] = {}
    for question in questions.questions:
        if question.yes_if and fits(facts, question.yes_if):
            found[question.id] = "yes"
        elif question.no_if and fits(facts, question.no_if):
            found[question.id] = "no"
    return found


def whole(questions: Questions, answers: Answers, facts: CaseFacts) -> dict[str, Answer]:
    """What people answered, and what facts answer where nobody did; of questions that are asked here only."""
    there = {**known(questions, facts), **answers}
    return {question.id: there[question.id] for question in asked(questions, there, facts) if question.id in there}


def asked(questions: Questions, answers: Answers, facts: CaseFacts) -> list[Question]:
    """The questions that are asked in this case, in order."""
    return [
        question
        for question in questions.questions
        if fits(facts, question.only_for)
        and all(answers.get(code) == answer for code, answer in question.only_if.items())
    ]
