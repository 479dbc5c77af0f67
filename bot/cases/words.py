"""The words for fields and choices of a case (`words.yml`), for templates and paper."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("words.yml")


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def choice_word(field: str, choice: str) -> str:
    """The words for a choice; the choice itself where there are none."""
    return str(_words()["choices"].get(field, {}).get(choice, choice.replace("_", " ")))


def field_word(field: str) -> str:
    """The words for a field; its name where there are none."""
    return str(_words()["fields"].get(field, field.replace("_", " ").capitalize()))


def paper_word(name: str, **filled: str) -> str:
    """A title or sentence of the paper."""
    return str(_words()["paper"].get(name, name.replace("_", " ").capitalize())).format(**filled)
