"""The content in a database: found by kind and id, by the code of a line, and by words.

The YAML files are the truth; the database is loaded from them when, and only when, their fingerprint changes.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, delete, select, text
from sqlalchemy.orm import Session

from knowledge.kinds import ALL_FOLDERS, FOLDERS, Item, Role, Source
from knowledge.kinds.base import Line
from knowledge.reading import CONTENT_FOLDER, Library, content_hash, read_library
from knowledge.tables import CREATE_SEARCH, ContentBase, ItemRow, LineRow, ListedRow, LoadedContent

KindT = TypeVar("KindT", bound=Item)
_KINDS = {kind.kind: kind for kind in ALL_FOLDERS.values()}
_SEARCHED = frozenset(kind.kind for kind in FOLDERS.values())
#: Short words that would match everything.
_STOP_WORDS = frozenset(
    "a an and are at be can do does for from has have he her his how i if in is it me my not of on or our she so that "
    "the their them they this to us was we what when who why will with you your".split()
)


class UnknownItem(LookupError):
    """There is no such item."""


@dataclass(frozen=True)
class Found:
    """A search hit: which item, and its title."""

    kind: str
    id: str
    title: str


class ContentStore:
    """Read access to the content of one language."""

    def __init__(self, engine: Engine, language: str = "en") -> None:
        """Use a database whose content was loaded by `load`; see `open_store`."""
        self._engine = engine
        self.language = language
        # Content does not change while the service runs, and parsing an item costs a millisecond.
        self._cached_item = functools.lru_cache(maxsize=512)(self._read_item)
        self._cached_all = functools.lru_cache(maxsize=16)(self._read_all)
        self._cached_listed = functools.lru_cache(maxsize=2048)(self._read_listed)
        self._cached_place = functools.lru_cache(maxsize=2048)(self._read_place)

    def get(self, kind: type[KindT], item_id: str) -> KindT:
        """One item. Raises UnknownItem."""
        return self._cached_item(kind, item_id)  # type: ignore[return-value]

    def all(self, kind: type[KindT]) -> list[KindT]:
        """Every item of a kind, in the order of the file names."""
        return list(self._cached_all(kind))  # type: ignore[arg-type]

    def has(self, kind: type[Item], item_id: str) -> bool:
        """Whether there is such an item."""
        try:
            self.get(kind, item_id)
        except UnknownItem:
            return False
        return True

    def line(self, code: str) -> tuple[Item, Line] | None:
        """The line with this code and the item it stands in, or None."""
        place = self._cached_place(code)
        if place is None:
            return None
        item = self._cached_item(_KINDS[place[0]], place[1])
        found = item.line(code)
        return (item, found) if found else None

    def source(self, source_id: str) -> Source:
        """A source. Raises UnknownItem."""
        return Source.model_validate(self._cached_listed("source", source_id))

    def role(self, role_id: str) -> Role:
        """A human role. Raises UnknownItem."""
        return Role.model_validate(self._cached_listed("role", role_id))

    def has_role(self, role_id: str) -> bool:
        """Whether there is such a human role."""
        try:
            self.role(role_id)
        except UnknownItem:
            return False
        return True

    def phrase(self, name: str, **filled: object) -> str:
        """An interface sentence with its {placeholders} filled. Raises UnknownItem."""
        pattern = str(self._cached_listed("phrase", name)["text"])
        return pattern.format(**filled) if filled else pattern

    def search(self, words: str, kinds: tuple[type[Item], ...] = (), most: int = 5) -> list[Found]:
        """The items that speak of these words, best first; of some kinds only, if any are named."""
        query = " OR ".join(f'"{word}"' for word in _search_words(words))
        if not query:
            return []
        wanted = {kind.kind for kind in kinds} or _SEARCHED
        statement = text(
            "SELECT kind, id, title FROM content_search WHERE content_search MATCH :query "
            "ORDER BY bm25(content_search, 0, 0, 8.0, 6.0, 1.0)"
        )
        with self._engine.connect() as connection:
            rows = connection.execute(statement, {"query": query}).all()
        return [Found(*row) for row in rows if row[0] in wanted][:most]

    def _read_place(self, code: str) -> tuple[str, str] | None:
        with Session(self._engine) as session:
            row = session.get(LineRow, code)
            return (row.kind, row.item_id) if row else None

    def _read_item(self, kind: type[Item], item_id: str) -> Item:
        with Session(self._engine) as session:
            row = session.get(ItemRow, (kind.kind, item_id))
            if row is None:
                raise UnknownItem(f"There is no {kind.kind} `{item_id}`.")
            return kind.model_validate(row.payload)

    def _read_all(self, kind: type[Item]) -> list[Item]:
        wanted = select(ItemRow).where(ItemRow.kind == kind.kind).order_by(ItemRow.position)
        with Session(self._engine) as session:
            return [kind.model_validate(row.payload) for row in session.scalars(wanted)]

    def _read_listed(self, kind: str, listed_id: str) -> dict[str, object]:
        with Session(self._engine) as session:
            row = session.get(ListedRow, (kind, listed_id))
            if row is None:
                raise UnknownItem(f"There is no {kind} `{listed_id}`.")
            return row.payload


def open_store(url: str, folder: Path = CONTENT_FOLDER, language: str = "en") -> ContentStore:
    """Open the content database, loading it from the files first if they changed.

    Raises ContentError when the files changed and cannot be used.
    """
    engine = create_engine(url, hide_parameters=True)
    fingerprint = content_hash(folder)
    with engine.begin() as connection:
        ContentBase.metadata.create_all(connection)
        connection.execute(text(CREATE_SEARCH))
        loaded = connection.scalar(select(LoadedContent.fingerprint).where(LoadedContent.language == language))
        if loaded != fingerprint:
            load(connection, read_library(folder, language), fingerprint)
    return ContentStore(engine, language)


def load(connection: Connection, library: Library, fingerprint: str) -> None:
    """Replace all content in the database by the library, within the connection's transaction."""
    for table in (LineRow, ItemRow, ListedRow, LoadedContent):
        connection.execute(delete(table))
    connection.execute(text("DELETE FROM content_search"))
    with Session(connection) as session:
        session.add(LoadedContent(language=library.language, fingerprint=fingerprint))
        for position, item in enumerate(library.every_item()):
            session.add(_item_row(library, item, position))
        session.flush()
        for item, line in library.every_line():
            session.add(
                LineRow(code=line.id, kind=item.kind, item_id=item.id, text=line.text, supplementary=line.supplementary)
            )
        session.add_all(_listed_rows(library))
        session.flush()
        insert = text(
            "INSERT INTO content_search (kind, id, title, names, body) VALUES (:kind, :id, :title, :names, :body)"
        )
        for item in library.every_item():
            if item.kind in _SEARCHED:
                session.execute(insert, _search_row(item))


def _item_row(library: Library, item: Item, position: int) -> ItemRow:
    return ItemRow(
        kind=item.kind,
        id=item.id,
        position=position,
        title=item.title,
        file=library.file_of(item),
        payload=item.model_dump(mode="json"),
    )


def _listed_rows(library: Library) -> list[ListedRow]:
    rows = [ListedRow(kind="source", id=key, payload=value.model_dump()) for key, value in library.sources.items()]
    rows += [ListedRow(kind="role", id=key, payload=value.model_dump()) for key, value in library.roles.items()]
    return rows + [ListedRow(kind="phrase", id=key, payload={"text": value}) for key, value in library.phrases.items()]


def _search_row(item: Item) -> dict[str, str]:
    return {
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "names": " ".join((item.plain, *item.also_called)),
        "body": " ".join(line.text for line in item.all_lines()),
    }


def _search_words(words: str) -> list[str]:
    found = [word for word in re.findall(r"\w+", words.lower()) if len(word) > 2 and word not in _STOP_WORDS]
    return list(dict.fromkeys(found))[:24]
