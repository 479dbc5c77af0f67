"""How content is shown: what mark a line bears, which sources it names, where it leads.

Templates call these; they hold no sentence of their own.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal

from bot.cases import codes
from bot.cases.words import choice_word, field_word
from bot.checklists import working
from bot.directory.words import help_word, whom_word
from bot.hand_over import hand_over as briefs
from knowledge.answer import AnswerItem, AnswerSection
from knowledge.kinds import FOLDERS, Item, Role, Source
from knowledge.kinds.base import PROJECT_SOURCES
from knowledge.store import ContentStore, UnknownItem

Mark = Literal["practice", "outside", ""]

_FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
_FOLDER_OF_NAME = {kind.kind: folder for folder, kind in FOLDERS.items()}
_RESIDENT = re.compile(r"resident:([a-z][a-z0-9_]{0,79})")
#: Pages that an errand may lead to.
_PAGE = re.compile(
    rf"/follow-up|/directory|/checklists(?:/{working.PATTERN})?|/hand-over(?:/{briefs.PATTERN})?"
    rf"|/cases(?:/{codes.PATTERN}(?:/(?:follow-up|consent|return))?)?"
)
_OWN_PLACE = re.compile(r"^/?(?:library/)?(?P<folder>[a-z]+)/(?P<id>[a-z][a-z0-9_]*)$")


def functions(store: ContentStore) -> dict[str, Callable[..., Any]]:
    """The functions that templates may call, by name."""
    reader = _Reader(store)
    return {
        "mark_of": mark_of,
        "main_mark": main_mark,
        "source_ids": source_ids,
        "short_source": short_source,
        "sentence_start": sentence_start,
        "dial": dial,
        "clock_time": clock_time,
        "calendar_day": calendar_day,
        "choice_word": choice_word,
        "field_word": field_word,
        "help_word": help_word,
        "whom_word": whom_word,
        "after_leaving": after_leaving,
        "address_of": address_of,
        "folder_of": lambda kind: _FOLDER_OF_NAME[kind],
        "source_of": reader.source,
        "role_of": reader.role,
        "title_of": reader.title,
        "place_of": reader.place,
        "page_of": page_of,
        "practice_place": practice_place,
    }


def page_of(item: AnswerItem) -> str:
    """The page of this service that an answer's line leads to, or an empty string; never anywhere else."""
    return item.link if item.link and _PAGE.fullmatch(item.link) else ""


def practice_place(choice: str) -> str:
    """The page that a choice opens instead of being sent to the chat; empty for any other choice."""
    found = _RESIDENT.fullmatch(choice)
    return f"/practice/with/{found[1]}" if found else ""


def mark_of(line: Any) -> Mark:
    """What a line that does not stand in the seed documents is marked as; an empty string when it stands there."""
    if PROJECT_SOURCES & set(line.sources):
        return "practice"
    return "outside" if line.supplementary else ""


def main_mark(lines: Iterable[Any]) -> Mark:
    """The mark that most of these lines bear, to be shown once above them; the others then show their own.

    An empty string when any line bears none: what stands in the seed documents must not look as if it did not.
    """
    marks = [mark_of(line) for line in lines]
    if not marks or "" in marks:
        return ""
    return "practice" if marks.count("practice") * 2 > len(marks) else "outside"


def source_ids(lines: Iterable[Any]) -> tuple[str, ...]:
    """The sources these lines rest on, each once, in the order in which they are named."""
    return tuple(dict.fromkeys(source for line in lines for source in line.sources))


def short_source(source: Source) -> str:
    """Title, publisher and year in one line; of the project's own sources the first sentence is enough."""
    if source.type == "project":
        return source.title.split(". ")[0].rstrip(".")
    return ", ".join(part for part in (source.title, source.publisher, source.year) if part)


def sentence_start(words: str) -> str:
    """The same words with a capital first letter."""
    return words[:1].upper() + words[1:]


def dial(number: str) -> str:
    """A phone number as a `tel:` link needs it."""
    return re.sub(r"[^0-9+*#]", "", number)


def clock_time(at: float) -> str:
    """A unix time as hours and minutes of the server's clock."""
    return time.strftime("%H:%M", time.localtime(at))


def calendar_day(day: float | str) -> str:
    """A unix time, or a day as 2026-11-22, as 22 Nov 2026; an empty string for an empty one."""
    if isinstance(day, str):
        return dt.date.fromisoformat(day).strftime("%-d %b %Y") if day else ""
    return time.strftime("%-d %b %Y", time.localtime(day))


def after_leaving(term: str) -> str:
    """A term after leaving in words, as 3 months; an empty string for a contact that nobody planned."""
    count, unit = int(term[:-1]), {"d": "day", "w": "week", "m": "month"}[term[-1]]
    return f"{count} {unit}{'' if count == 1 else 's'}" if count else ""


def address_of(item: Item) -> str:
    """Where an item stands in the library."""
    return f"/library/{_FOLDER_OF[type(item)]}/{item.id}"


class _Reader:
    """Looks up names in the content; what is not there is shown by its id rather than not at all."""

    def __init__(self, store: ContentStore) -> None:
        self._store = store

    def source(self, source_id: str) -> Source:
        try:
            return self._store.source(source_id)
        except UnknownItem:
            return Source.model_construct(
                id=source_id, type="outside", title=source_id, publisher="", year="", address="", read=""
            )

    def role(self, role_id: str) -> Role:
        try:
            return self._store.role(role_id)
        except UnknownItem:
            return Role.model_construct(id=role_id, title=role_id.replace("_", " "), call_for="")

    def title(self, reference: str) -> str:
        """The title of `folder/id`, or an empty string when there is no such item."""
        found = _OWN_PLACE.match(reference)
        kind = FOLDERS.get(found["folder"]) if found else None
        if found is None or kind is None or not self._store.has(kind, found["id"]):
            return ""
        return self._store.get(kind, found["id"]).title

    def place(self, item: AnswerItem, section: AnswerSection | None = None) -> str:
        """Where an answer's line leads in the library, or an empty string; never anywhere else."""
        reference = item.link or (f"principles/{item.id}" if section and section.id == "principles" else "")
        found = _OWN_PLACE.match(reference)
        return f"/library/{found['folder']}/{found['id']}" if found and self.title(reference) else ""
