"""What stands out in answers, what could be done about it and by whom; what is not known; what changed.

The result is words in the order of the questions. Nothing is counted: see RT-IM-11 and RI-AS-12 of the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.kinds.base import Line
from knowledge.kinds.questions import Answer, Question, Questions, ToDo, Together
from knowledge.procedures.answers import Answers, CaseFacts, asked, whole

ChangeKind = Literal["began", "ended", "found_out", "unsure_now", "first_asked", "other"]


@dataclass(frozen=True)
class Finding:
    """Something that stands out: the line it rests on, what is said of it, and what could be done."""

    line: Line
    says: str
    to_do: tuple[ToDo, ...]
    raises_to: str | None = None

    @property
    def code(self) -> str:
        """The code of the question or of the rule."""
        return self.line.id


@dataclass(frozen=True)
class Judgement:
    """What can be said about a set of answers; `answers` are those that people and coded facts gave."""

    answers: Mapping[str, Answer]
    stands_out: tuple[Finding, ...]
    together: tuple[Finding, ...]
    not_known: tuple[Question, ...]
    not_asked: tuple[Question, ...]
    does_not: tuple[Question, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that stands out, what follows from several answers first."""
        return (*self.together, *self.stands_out)


@dataclass(frozen=True)
class Change:
    """One question whose answer is another one than last time."""

    question: Question
    was: Answer | None
    now: Answer
    kind: ChangeKind


def judge(questions: Questions, answers: Answers, facts: CaseFacts | None = None) -> Judgement:
    """What stands out in these answers; coded facts answer what nobody did."""
    here = whole(questions, answers, facts or {})
    shown = asked(questions, here, facts or {})
    outstanding = [question for question in shown if stands_out(question, here.get(question.id))]
    return Judgement(
        answers=here,
        stands_out=tuple(_finding(question) for question in outstanding),
        together=tuple(_rule(rule) for rule in questions.together if _met(rule, here)),
        not_known=tuple(question for question in shown if here.get(question.id) == "unknown"),
        not_asked=tuple(question for question in shown if question.id not in here),
        does_not=tuple(
            question for question in shown if here.get(question.id) in ("yes", "no") and question not in outstanding
        ),
    )


def stands_out(question: Question, answer: Answer | None) -> bool:
    """Whether this answer to the question stands out."""
    return answer == question.stands_out_when


def changes(questions: Questions, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> list[Change]:
    """What is answered otherwise than before, in the order of the questions. What was not asked now is no change."""
    found = []
    for question in questions.questions:
        was, now = before.get(question.id), after.get(question.id)
        if now is not None and now != was:
            found.append(Change(question, was, now, _kind(question, was, now)))
    return found


def _kind(question: Question, was: Answer | None, now: Answer) -> ChangeKind:
    if was is None:
        return "first_asked"
    if now == "unknown":
        return "unsure_now"
    if stands_out(question, now):
        return "began"
    if stands_out(question, was):
        return "ended"
    return "found_out" if was == "unknown" else "other"


def _finding(question: Question) -> Finding:
    return Finding(question, question.stands_out, question.to_do, question.raises_to)


def _rule(rule: Together) -> Finding:
    return Finding(rule, rule.text, rule.to_do, rule.raises_to)


def _met(rule: Together, answers: Mapping[str, Answer]) -> bool:
    return all(answers.get(code) == answer for code, answer in rule.given.items())
