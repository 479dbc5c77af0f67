"""Matters of a case in words, for paper: questions with their answers, letters with their fields, plans with goals."""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.paper.paper import Part, Row
from knowledge.kinds import Letter, Questions
from knowledge.kinds import Path as ReferralPath
from knowledge.kinds.base import Line
from knowledge.store import ContentStore

_MOMENTS = frozenset({"at", "answer_by"})
_NOT_SHOWN = frozenset(
    {"answers", "differs", "waits_until", "saves", "letter", "values", "ours", "occasion", "ended_at"}
)


def on_paper(rows: Sequence[Mapping[str, Any]], store: ContentStore) -> list[Part]:
    """One part for each matter, in the words of the content."""
    return [_part(row["kind"], row["body"], row["changed_at"], store) for row in rows]


def _part(kind: str, body: Mapping[str, Any], changed_at: float, store: ContentStore) -> Part:
    found = [
        Row(f"{_word('fields', name)}: {_shown(name, value, store)}")
        for name, value in body.items()
        if _is(name, value)
    ]
    title = _word("parts", kind)
    if store.has(Questions, kind):
        title = store.get(Questions, kind).title
    if kind == "message" and store.has(Letter, body["letter"]):
        letter = store.get(Letter, body["letter"])
        title, found = letter.title, [*_letter(letter, body["values"]), *found]
    found += [
        Row(f"{_text(store, code)} {_word('answers', answer)}") for code, answer in body.get("answers", {}).items()
    ]
    return Part(f"{title}, {_day(changed_at)}", tuple(found) or (Row(_words()["nothing"]),))


def _letter(letter: Letter, values: Mapping[str, Any]) -> list[Row]:
    rows = []
    for field in letter.fields:
        if field.name in values:
            titles = {choice.id: choice.title for choice in field.choices}
            chosen = values[field.name] if isinstance(values[field.name], list) else [values[field.name]]
            rows.append(Row(f"{field.text}: {', '.join(titles.get(one, one) for one in chosen)}"))
    return rows


def _is(name: str, value: Any) -> bool:
    return name not in _NOT_SHOWN and value not in ("", None, [], {})


def _shown(name: str, value: Any, store: ContentStore) -> str:
    if name in _MOMENTS:
        return _day(value)
    if isinstance(value, bool):
        return _word("answers", "yes" if value else "no")
    if isinstance(value, list):
        return ", ".join(_text(store, one) for one in value)
    if name == "path" and store.has(ReferralPath, value):
        return store.get(ReferralPath, value).title
    return str(value).replace("_", " ") if name not in ("aim", "success", "ending", "market") else str(value)


def _text(store: ContentStore, code: str) -> str:
    """The line of a code; the code itself when the content has it no more."""
    found: tuple[Any, Line] | None = store.line(code)
    return found[1].text if found else code


def _day(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))


def _word(kind: str, name: str) -> str:
    return str(_words()[kind].get(name, name.replace("_", " ")))


@functools.cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return words
