"""User names that tell nobody who someone is: offered ready-made, and checked when someone makes their own.

The shelter keeps on paper, outside this program, which person goes by which name.
"""

from __future__ import annotations

import functools
import re
import secrets
from pathlib import Path

import yaml
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account

#: One or two words and a number, as in river-12 or night-owl-7.
_SHAPE = re.compile(r"[a-z]{3,20}(?:-[a-z]{3,20})?-?[0-9]{1,4}", re.ASCII)
_WORDS = Path(__file__).with_name("words.yml")


@functools.lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The words that names are offered from."""
    return tuple(yaml.safe_load(_WORDS.read_text(encoding="utf-8"))["words"].split())


def offered(engine: Engine) -> str:
    """A name that nobody has yet."""
    with Session(engine) as session:
        while True:
            name = f"{secrets.choice(words())}-{secrets.randbelow(90) + 10}"
            if session.scalar(select(Account.id).where(Account.name == name)) is None:
                return name


def plain_name(name: str) -> str:
    """A name as it is stored: lower case, no space around it, no longer than the column."""
    return name.strip().lower().encode("utf-8", "replace").decode()[:80]


def problem(name: str) -> str | None:
    """What is wrong with a name someone chose: `shape`, `real_name` or None."""
    if not _SHAPE.fullmatch(name):
        return "shape"
    parts = re.findall(r"[a-z]+", name)
    return "real_name" if any(part not in words() and part in _known_names() for part in parts) else None


@functools.lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    # The lists that masking learns names from; they hold common names of many countries, not every name there is.
    from bot.recognisers.word_lists import cultures, plain

    return frozenset(plain(name) for given, family in cultures().values() for name in (*given, *family))
