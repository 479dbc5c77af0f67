"""The tables content is kept in. They are made from the YAML files and can be made again at any time."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class ContentBase(DeclarativeBase):
    """Base of the content tables; records about work have their own (`bot.records.tables`)."""


class LoadedContent(ContentBase):
    """What was loaded last: one row, with the fingerprint of the files it came from."""

    __tablename__ = "loaded_content"

    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))


class ItemRow(ContentBase):
    """One content file."""

    __tablename__ = "content_item"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, object]] = mapped_column(JSON)


class LineRow(ContentBase):
    """One line, so that it can be found by its code."""

    __tablename__ = "content_line"
    __table_args__ = (ForeignKeyConstraint(["kind", "item_id"], ["content_item.kind", "content_item.id"]),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    item_id: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    supplementary: Mapped[bool]


class ListedRow(ContentBase):
    """A source, a role or a phrase: what stands in lists and not in files of its own."""

    __tablename__ = "content_listed"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    payload: Mapped[dict[str, object]] = mapped_column(JSON)


#: Full text over items: title, other names, and every line (SQLite FTS5, stemmed).
CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS content_search USING fts5("
    "kind UNINDEXED, id UNINDEXED, title, names, body, tokenize = 'porter unicode61')"
)
