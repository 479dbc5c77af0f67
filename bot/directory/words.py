"""The words of the directory (`words.yml`): titles for pages, and how people ask for each thing."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import yaml

from knowledge.listed_words import finder

_FILE = Path(__file__).with_name("words.yml")


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def help_word(one: str) -> str:
    """What a kind of help is called."""
    return str(_words()["help"].get(one, {}).get("title", one))


def whom_word(one: str) -> str:
    """What people of a group are called, as women."""
    return str(_words()["for_whom"].get(one, {}).get("title", one))


@functools.lru_cache(maxsize=2)
def asked(group: str) -> dict[str, re.Pattern[str]]:
    """For `help` or `for_whom`: what finds each thing in a question."""
    return {name: finder(entry["asked"]) for name, entry in _words()[group].items()}
