"""An answer, whatever channel shows it: sections of sourced items, and what can be asked next.

The field names are a contract (`steadyhand ask --json`): add, never rename.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.kinds.base import Line

Kind = Literal[
    "guidance",
    "urgent",
    "clarify",
    "principle",
    "checklist",
    "retrafficking",
    "evidence",
    "staff",
    "help",
    "greeting",
    "privacy",
    "about",
    "contacts",
    "practice",
    "errand",
    "directory",
    "out_of_scope",
    "none_of_the_eight",
    "not_understood",
    "refused",
    "trouble",
]


class Frozen(BaseModel):
    """Answers do not change once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AnswerItem(Frozen):
    """One line of an answer, with its sources.

    `because` is the reason beside something to avoid; `quotes` are the staff member's own words that led there; `first`
    marks the lines shown before "more"; `reaction` and `situation` name what a line belongs to.
    """

    id: str
    text: str
    sources: tuple[str, ...] = ()
    supplementary: bool = False
    because: str | None = None
    quotes: tuple[str, ...] = ()
    first: bool = True
    reaction: str | None = None
    situation: str | None = None
    link: str | None = None
    phone: str | None = None


class AnswerSection(Frozen):
    """A titled group of items. `ordered` says that they are steps."""

    id: str
    title: str
    items: tuple[AnswerItem, ...]
    ordered: bool = False


class Choice(Frozen):
    """Something that can be asked next with one tap."""

    title: str
    id: str


class Answer(Frozen):
    """What the service says to one message."""

    kind: Kind
    reactions: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    topic: str | None = None
    title: str | None = None
    lead: str | None = None
    sections: tuple[AnswerSection, ...] = ()
    choices: tuple[Choice, ...] = ()

    def source_ids(self) -> tuple[str, ...]:
        """Every source the answer rests on, each once, in order."""
        found = [source for section in self.sections for item in section.items for source in item.sources]
        return tuple(dict.fromkeys(found))


def item_of(line: Line, **more: object) -> AnswerItem:
    """An answer item saying what a line says."""
    because = getattr(line, "because", None)
    return AnswerItem(
        id=line.id, text=line.text, sources=line.sources, supplementary=line.supplementary, because=because, **more
    )  # type: ignore[arg-type]
