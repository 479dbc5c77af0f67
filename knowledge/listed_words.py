"""Finds words and phrases as people list them in YAML: `word*` stands for any ending, a space for any white space."""

from __future__ import annotations

import re
from collections.abc import Iterable


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these as whole words, in small or capital letters."""
    ways = (re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)
