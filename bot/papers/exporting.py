"""Papers as part of an exported case, and back from one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.papers.papers import WAITS_UNTIL, Paper, opened, put, rows_of
from bot.papers.tables import PaperRow
from bot.records.sealing import Sealer

_ID = re.compile(r"[0-9a-f]{16}")


def exported(session: Session, sealer: Sealer, code: str) -> list[dict[str, Any]]:
    """Every paper of a case as JSON can hold it, oldest first, without accounts."""
    left_out = ("code", "made_by", "changed_by", "due_at")
    papers = (vars(opened(sealer, row)) for row in rows_of(session, code))
    return [{name: value for name, value in paper.items() if name not in left_out} for paper in papers]


def imported(session: Session, sealer: Sealer, code: str, papers: Iterable[Mapping[str, Any]]) -> None:
    """Keep exported papers in a case that has none yet. Raises TypeError, ValueError when they are none."""
    for one in papers:
        paper = Paper(**{**one, "code": code, "made_by": None, "changed_by": None, "due_at": None})
        if not (isinstance(paper.kind, str) and isinstance(paper.body, dict) and _ID.fullmatch(str(paper.id))):
            raise ValueError("papers")
        known = session.get(PaperRow, paper.id) is not None
        number = secrets.token_hex(8) if known else paper.id
        put(session, sealer, replace(paper, id=number, due_at=paper.body.get(WAITS_UNTIL)))
