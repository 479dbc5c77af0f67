"""Reads and checks the whole content many times over, where one file of it differs each time.

What the check found in a file or a sentence once, it finds again: it is remembered by the file's bytes and by the words.
"""

from __future__ import annotations

import functools

from knowledge import checking, reading

_items = {}
_read_item = reading._read_item


def read_item(path, shown, kind, problems):
    """As `knowledge.reading` does it; an item without problems is read once."""
    known = (path.read_bytes(), shown, kind)
    if known not in _items:
        found = []
        item = _read_item(path, shown, kind, found)
        if found:
            problems.extend(found)
            return item
        _items[known] = item
    return _items[known]


reading_age = functools.cache(checking.reading_age)
unsuitable_words = functools.cache(checking.unsuitable_words)
