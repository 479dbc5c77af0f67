"""A case that was taken out, as a table (CSV) and on paper (PDF): the same fields as in the JSON file, nothing else."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.cases.carrying import Part
from bot.cases.words import choice_word, field_word, paper_word
from bot.checklists.exporting import plain_cell
from bot.paper import paper
from bot.paper.paper import Paper, Row

_COLUMNS = ("part", "entry", "field", "value")
#: Fields that are moments in seconds since 1970.
_MOMENTS = frozenset({"at", "opened_at", "changed_at", "ended_at", "due_at", "started_at"})
#: What a reader of the paper has no use for.
_NOT_ON_PAPER = frozenset({"told", "changed_at", "format", "version"})
_TERMS = {"d": "days", "w": "weeks", "m": "months"}


def as_csv(taken_out: Mapping[str, Any]) -> str:
    """One line a field: the part, the number of the entry, the field, its value."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for part, entry, field, value in _lines(taken_out):
        writer.writerow([plain_cell(cell) for cell in (part, entry, field, value)])
    return out.getvalue()


def as_paper(taken_out: Mapping[str, Any], parts: Sequence[Part], now: float) -> Paper:
    """The case on paper, part by part, in words."""
    opened, changed = (_day(taken_out[name]) for name in ("opened_at", "changed_at"))
    facts = tuple(_row(name, value, name) for name, value in taken_out["facts"].items())
    laid_out = [paper.Part(paper_word("facts"), facts)]
    for part in parts:
        entries = taken_out[part.name]
        laid_out += (part.on_paper or _plainly(part.name))(entries)
    return Paper(
        paper_word("title", code=taken_out["code"]),
        (paper_word("about", opened=opened, changed=changed),),
        tuple(laid_out),
        f"{paper_word('foot')} {_day(now)}",
    )


def _plainly(name: str) -> Any:
    def laid_out(entries: Sequence[dict[str, Any]]) -> list[paper.Part]:
        rows = tuple(_entry(name, entry) for entry in entries) or (Row(paper_word("nothing")),)
        return [paper.Part(paper_word(name), rows)]

    return laid_out


def _entry(part: str, entry: dict[str, Any]) -> Row:
    """The first two fields as the row, the others under it."""
    lines = [_row(name, value, _choices_of(part, name)) for name, value in entry.items() if _shown(name, value)]
    return Row("; ".join(line.text for line in lines[:2]), small=tuple(line.text for line in lines[2:]))


def _row(name: str, value: Any, choices: str) -> Row:
    if name in _MOMENTS:
        return Row(f"{field_word(name)}: {_day(value)}")
    if name == "term":
        return Row(f"{field_word(name)}: {int(value[:-1])} {_TERMS[value[-1]]}")
    words = [choice_word(choices, str(one)) for one in (value if isinstance(value, list) else [value])]
    return Row(f"{field_word(name)}: {', '.join(words)}")


def _choices_of(part: str, name: str) -> str:
    if name == "way":
        return "consent_way" if part == "consent" else "ways"
    return "" if name in ("who", "number", "on", "until", "left_on", "agreed_on") else name


def _shown(name: str, value: Any) -> bool:
    return name not in _NOT_ON_PAPER and value not in ("", None, [])


def _day(at: float) -> str:
    return time.strftime("%-d %b %Y", time.localtime(at))


def _lines(taken_out: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for name, value in taken_out.items():
        if isinstance(value, list):
            for number, entry in enumerate(value, start=1):
                yield from ((name, str(number), field, cell) for field, cell in _cells("", entry))
        elif isinstance(value, dict):
            yield from ((name, "", field, cell) for field, cell in _cells("", value))
        else:
            yield "case", "", name, str(value)


def _cells(before: str, value: Any) -> Iterator[tuple[str, str]]:
    """Fields with their values, those inside others as `marks.1.note`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _cells(f"{before}.{name}" if before else str(name), inner)
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for number, inner in enumerate(value, start=1):
            yield from _cells(f"{before}.{number}", inner)
    elif isinstance(value, list):
        yield before, "; ".join(map(str, value))
    else:
        yield before, "" if value is None else str(value)
