"""The code of a case, as B-014: made by chance, so that it tells neither who somebody is nor how many came before.

The house keeps on paper, outside this program, which person goes by which code.
"""

from __future__ import annotations

import re
import secrets
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.tables import CaseRow
from bot.records.tombstones import Tombstone

KIND = "case"
#: Letters that are not taken for a digit when somebody reads a code aloud or writes it by hand.
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
#: How a code stands in an address of the web pages.
PATTERN = f"[{_LETTERS}]-[0-9]{{3}}"
_TYPED = re.compile(rf"([{_LETTERS}])[\s\-\u2010-\u2015.]*([0-9]{{3}})")
_WORD = re.compile(r"[^\W\d_]{2,}")


def code_of(typed: str) -> str:
    """The code as it is kept, however it was typed (`b014`, `B 014`); an empty string when it cannot be one."""
    match = _TYPED.fullmatch(typed.strip().upper())
    return f"{match[1]}-{match[2]}" if match else ""


def problem(typed: str) -> Literal["empty", "name", "shape"] | None:
    """What is wrong with what somebody typed as a code. Words may be a name, and are never kept or shown again."""
    if not typed.strip():
        return "empty"
    if code_of(typed):
        return None
    return "name" if _WORD.search(typed) else "shape"


def new_code(session: Session) -> str:
    """A code that no case has or had: what was erased may still stand on somebody's paper."""
    while True:
        code = f"{secrets.choice(_LETTERS)}-{secrets.randbelow(1000):03d}"
        if session.get(CaseRow, code) is None and not was_erased(session, code):
            return code


def was_erased(session: Session, code: str) -> bool:
    """Whether a case of this code was here and was erased."""
    wanted = select(Tombstone.owner_id).where(Tombstone.owner_kind == KIND, Tombstone.owner_id == code)
    return session.scalar(wanted) is not None
