"""Errands: what the chat is asked to do in the house, as “tick the first three for B-014”, read out of a message.

Pure. Who carries an errand out is handed to the actions by the service (`Errands`); without anybody, as at the command
line, the answer says on which page it is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Protocol

from knowledge.answer import Answer

Name = Literal["start", "go_on", "tick", "open_case", "ask_case", "follow_up", "hand_over", "find"]
State = Literal["done", "not_applicable", "open", ""]

#: A case code as people type it. A small letter with a space after it may be a word: “a 300 page book”.
_CODE = re.compile(
    r"(?<![\w-])([A-HJ-NPR-Z][\s.\-\u2010-\u2015]{0,2}|[a-hj-npr-z][.\-\u2010-\u2015]?)([0-9]{3})(?![\w-]|[.,][0-9])"
)
_NUMBER_WORDS = "one two three four five six seven eight nine ten".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_COUNT = rf"(?:{'|'.join(_NUMBER_WORDS)}|couple|few|[1-9][0-9]?)"
_FIRST = re.compile(
    rf"\b(?:first|next|top)\s+(?:of\s+the\s+)?(?P<count>{_COUNT})\b(?!\s*(?:of|is|:)\s*\d)", re.IGNORECASE
)
_ONE = re.compile(rf"\b(?P<word>{'|'.join(_ORDINALS)}|next|last)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b([1-9][0-9]?)\s*(?:-|–|to|until|till|through)\s*([1-9][0-9]?)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w:.-])#?([1-9][0-9]?)(?!\w|[:.-][0-9])")
_ALL = re.compile(r"\b(?:all|every|everything|the\s+lot|whole\s+list)\b", re.IGNORECASE)
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(
    r"\b(?:n/?a|not\s+applicable|(?:does|do|did)(?:\s+not|n[’']?t)\s+apply|not\s+(?:needed|necessary|for\s+(?:her|him|them))"
    r"|irrelevant|skip|leave\s+out|no\s+need)\b",
    re.IGNORECASE,
)
_OPEN_AGAIN = re.compile(
    r"\b(?:un-?tick|un-?check|un-?mark|undo|re-?open|open\s+(?:it|them|that|step\s+\d+)?\s*again|not\s+done|take\s+(?:it|that|back)"
    r"|by\s+mistake|wrongly)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\bnote\b[^:]{0,60}:\s*(?P<note>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Steps:
    """Which steps are meant, and what is said of them.

    `numbers` are numbers of the checklist; `shown` are places among the steps shown last, counted from 1, -1 the last.
    """

    numbers: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    every: bool = False
    state: State = "done"
    note: str = ""

    @property
    def are_named(self) -> bool:
        """Whether the message says which steps are meant."""
        return bool(self.numbers or self.shown or self.every)


@dataclass(frozen=True)
class Errand:
    """One errand. `run` is the checklist worked on last in this conversation, `listed` its steps shown last."""

    name: Name
    checklist: str | None = None
    code: str = ""
    run: str | None = None
    steps: Steps = field(default_factory=Steps)
    listed: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Done:
    """What became of an errand: the answer, and what the next one may be about."""

    answer: Answer
    run: str | None = None
    listed: tuple[str, ...] = ()
    code: str = ""


class Errands(Protocol):
    """Carries errands out. Every call waits for the database."""

    def do(self, conversation: str, errand: Errand, once: str) -> Done:
        """Do it for whoever has this conversation; under one mark (`once`) it is done once, however often it comes."""


def code_in(text: str) -> str:
    """The first case code in a message, as B-014; an empty string when there is none."""
    found = _CODE.search(text)
    return f"{found[1][0].upper()}-{found[2]}" if found else ""


def steps_in(text: str) -> Steps:
    """Which steps a message means, and whether they are done, do not apply or are to be opened again."""
    note = _NOTE.search(text)
    rest = _CODE.sub(" ", text[: note.start()] + text[note.start() : note.start("note")] if note else text)
    said = {"state": _state(rest, bool(note)), "note": note["note"].strip() if note else ""}
    ranges = [range(int(one), int(other) + 1) for one, other in _RANGE.findall(rest) if int(one) <= int(other)]
    if first := _FIRST.search(rest):
        return Steps(shown=tuple(range(1, _count(first["count"]) + 1)), **said)  # type: ignore[arg-type]
    figures = [int(one) for one in _FIGURE.findall(_RANGE.sub(" ", rest))]
    if numbers := tuple(sorted({*figures, *(number for one in ranges for number in one)})):
        return Steps(numbers=numbers, **said)  # type: ignore[arg-type]
    if places := [_place(one) for one in _ONE.findall(rest)]:
        return Steps(shown=tuple(dict.fromkeys(places)), **said)  # type: ignore[arg-type]
    if _BOTH.search(rest):
        return Steps(shown=(1, 2), **said)  # type: ignore[arg-type]
    return Steps(every=bool(_ALL.search(rest)), **said)  # type: ignore[arg-type]


def _state(text: str, has_note: bool) -> State:
    if _OPEN_AGAIN.search(text):
        return "open"
    if _NOT_APPLICABLE.search(text):
        return "not_applicable"
    # A note alone leaves the step as it is; “done, note: …” ticks it too.
    return "" if has_note and not re.search(r"\b(?:done|tick|check|mark)", text, re.IGNORECASE) else "done"


def _count(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return {"couple": 2, "few": 3}.get(word) or _NUMBER_WORDS.index(word) + 1


def _place(word: str) -> int:
    word = word.lower()
    return {"next": 1, "last": -1}.get(word) or _ORDINALS.index(word) + 1
