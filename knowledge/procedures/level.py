"""How much care a return needs, with every reason. It is a level of the return, never a score of the person.

One reason is enough for its level, and nothing is added up; what is not known never lowers it. The three assumptions
are those of the source (PD-SA-01 to 03); which other answers reach which level stands in the content, for sign-off.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.kinds.questions import Level, Question, Questions, Together
from knowledge.procedures.judgement import Finding, Judgement


@dataclass(frozen=True)
class Care:
    """The level, the findings that reach it, what else stands out, and what could still raise it.

    With something in `could_raise` the level holds “at least”.
    """

    level: Level
    reasons: tuple[Finding, ...]
    besides: tuple[Finding, ...]
    could_raise: tuple[Question, ...]

    @property
    def at_least(self) -> bool:
        """Whether an answer that is missing could still ask for more care."""
        return bool(self.could_raise)


def care_for(questions: Questions, judgement: Judgement) -> Care:
    """The level of care of a return. Without any reason it is the first one: no return is without danger."""
    order = [level.id for level in questions.levels]
    reached = [order.index(finding.raises_to) for finding in judgement.findings if finding.raises_to]
    place = max(reached, default=0)
    reasons = tuple(one for one in judgement.findings if one.raises_to == order[place])
    besides = tuple(one for one in judgement.findings if one not in reasons)
    higher = set(order[place + 1 :])
    return Care(questions.levels[place], reasons, besides, _could_raise(questions, judgement, higher))


def _could_raise(questions: Questions, judgement: Judgement, higher: set[str]) -> tuple[Question, ...]:
    open_rules = [rule for rule in questions.together if rule.raises_to in higher and _may_be_met(rule, judgement)]
    named = {code for rule in open_rules for code in rule.given}
    missing = (*judgement.not_known, *judgement.not_asked)
    return tuple(question for question in missing if question.raises_to in higher or question.id in named)


def _may_be_met(rule: Together, judgement: Judgement) -> bool:
    return all(judgement.answers.get(code, "unknown") in (wanted, "unknown") for code, wanted in rule.given.items())
