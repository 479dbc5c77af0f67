"""What a case carries with it when it leaves the house, part by part, and how each part is put back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationError
from sqlalchemy.orm import Session

from bot.cases.consent import Consent, add, answers, checked, is_day
from bot.paper import paper
from bot.records.sealing import Sealer

_PSEUDONYM = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)
#: The latest moment that can be meant: the year 2200.
_LATEST = 7_258_118_400.0


def _day(given: str) -> str:
    if given and not is_day(given):
        raise ValueError("a day as 2026-11-22")
    return given


#: Fields of what comes in: a time in seconds since 1970, and a day as 2026-11-22 or nothing.
Moment = Annotated[float, Field(ge=0, lt=_LATEST, allow_inf_nan=False)]
Day = Annotated[str, Field(max_length=10), AfterValidator(_day)]


@dataclass(frozen=True)
class Part:
    """One part of a case. `carried` gives it as JSON can hold it, `bring_back` puts the same back under a case.

    Both get session, sealer and code, then account → pseudonym, or rows and pseudonym → account. `bring_back` raises
    ValueError that names the field; then nothing of the transaction is kept. Free text is masked again on its way in.
    `on_paper` lays out what `carried` gave.
    """

    name: str
    carried: Callable[[Session, Sealer, str, Mapping[int, str]], list[dict[str, Any]]]
    bring_back: Callable[[Session, Sealer, str, Sequence[Any], Mapping[str, int]], None]
    on_paper: Callable[[Sequence[dict[str, Any]]], list[paper.Part]] | None = None  # None: field by field


def carried_consent(session: Session, sealer: Sealer, code: str, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Every answer, oldest first."""
    found = answers(session, sealer, code)
    return [{**one.kept(), "at": one.at, "who": names.get(one.by or 0, one.who)} for one in found]


def bring_consent(
    session: Session, sealer: Sealer, code: str, rows: Sequence[Any], accounts: Mapping[str, int]
) -> None:
    """Put answers back as they were."""
    for row in rows:
        who = pseudonym(row, "who")
        given = {name: text(row, name) for name in Consent.__dataclass_fields__ if name not in ("at", "by", "who")}
        only(row, {*given, "at", "who"})
        by = accounts.get(who)
        add(session, sealer, code, checked({**given, "who": "" if by else who}), moment(row, "at"), by)


CONSENT = Part("consent", carried_consent, bring_consent)


def only(row: Any, names: set[str]) -> None:
    """Refuse fields that do not belong there. Raises ValueError."""
    if not isinstance(row, dict) or not set(row) <= names:
        raise ValueError("a field that is not known here")


def place_of(error: ValidationError, *models: type[BaseModel]) -> str:
    """Where something is wrong, in names of our fields alone: what else stands there may be somebody's name."""
    known = {name for model in models for name in model.model_fields}
    return ".".join(str(part) for part in error.errors()[0]["loc"] if isinstance(part, int) or part in known)


def text(row: Any, name: str) -> str:
    """A short text of a row; empty when it is missing. Raises ValueError."""
    value = row.get(name, "") if isinstance(row, dict) else None
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError(name)
    return value


def pseudonym(row: Any, name: str) -> str:
    """The pseudonym of an account, or nothing. Raises ValueError."""
    value = text(row, name)
    if value and not _PSEUDONYM.fullmatch(value):
        raise ValueError(name)
    return value


def moment(row: Any, name: str) -> float:
    """A time in seconds since 1970. Raises ValueError."""
    value = row.get(name) if isinstance(row, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < _LATEST:
        raise ValueError(name)
    return float(value)


def whole(row: Any, name: str) -> int:
    """A count from 1. Raises ValueError."""
    value = row.get(name) if isinstance(row, dict) else None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 1_000_000:
        raise ValueError(name)
    return value
