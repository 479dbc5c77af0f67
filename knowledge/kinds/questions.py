"""Questions that are answered yes, no or don't know, and what is said and done about each answer.

Nothing in this kind can hold a number about a person: an answer stands out or it does not, and words say why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from knowledge.kinds.base import Code, Content, Item, ItemId, Line, Text

Answer = Literal["yes", "no", "unknown"]
#: Name of a coded fact about a case → the values meant.
Facts = dict[ItemId, tuple[Text, ...]]


class ToDo(Line):
    """Something that could be done, and by which roles; `see` is where its steps stand, as `folder/id`."""

    by: tuple[ItemId, ...] = Field(min_length=1)
    see: Text | None = None


class Question(Line):
    """One question. What it says when it stands out rests on the same sources as the question itself.

    `asks` are the codes of the source lines it asks about. `yes_if` and `no_if` are coded facts of a case that answer
    it. It is asked only where `only_for` and the answers in `only_if` fit. `raises_to` is a level of these questions,
    reached by an answer that stands out. A `worked_out` answer comes from dates and numbers, not from a person.
    """

    asks: tuple[Code, ...] = ()
    stands_out_when: Literal["yes", "no"] = "yes"
    stands_out: Text
    to_do: tuple[ToDo, ...] = ()
    find_out: Text | None = None
    raises_to: ItemId | None = None
    yes_if: Facts = Field(default_factory=dict)
    no_if: Facts = Field(default_factory=dict)
    only_for: Facts = Field(default_factory=dict)
    only_if: dict[Code, Answer] = Field(default_factory=dict)
    worked_out: bool = False


class QuestionGroup(Content):
    """Questions that belong together. `helps` are kinds of help that may follow, `men` what men may need besides."""

    id: ItemId
    title: Text
    questions: tuple[Question, ...] = Field(min_length=1)
    helps: tuple[Line, ...] = ()
    men: tuple[Line, ...] = ()


class Together(Line):
    """What is said when several answers meet; `given` are codes of questions and the answer to each."""

    given: dict[Code, Answer] = Field(min_length=2)
    to_do: tuple[ToDo, ...] = Field(min_length=1)
    raises_to: ItemId | None = None


class Level(Content):
    """A level of care that a situation calls for, the least first. It is reached by one reason; nothing is added up."""

    id: ItemId
    title: Text
    means: Line
    to_do: tuple[ToDo, ...] = Field(min_length=1)


class Questions(Item):
    """A set of questions with what to do about the answers."""

    kind: ClassVar[str] = "questions"

    purpose: Text
    before: tuple[Line, ...] = ()
    groups: tuple[QuestionGroup, ...] = Field(min_length=1)
    together: tuple[Together, ...] = ()
    levels: tuple[Level, ...] = ()
    notes: tuple[Line, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order, across groups."""
        return tuple(question for group in self.groups for question in group.questions)

    def question(self, code: str) -> Question | None:
        """The question with this code, or None."""
        return next((question for question in self.questions if question.id == code), None)

    def all_lines(self) -> Iterator[Line]:
        """Every line in reading order, what to do about each answer included."""
        yield from self.before
        for group in self.groups:
            for question in group.questions:
                yield question
                yield from question.to_do
            yield from (*group.helps, *group.men)
        for rule in self.together:
            yield rule
            yield from rule.to_do
        for level in self.levels:
            yield level.means
            yield from level.to_do
        yield from self.notes
