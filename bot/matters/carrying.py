"""Carries the matters of a case out of the house and back: each body by its own fields, and nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from bot.cases.carrying import Day, Moment, Part, moment, only, place_of, pseudonym, text, whole
from bot.matters.laying_out import on_paper
from bot.matters.matters import WAITS_UNTIL, Matter, opened, put, rows_of
from bot.matters.sheets import OCCASIONS
from bot.matters.tables import MatterRow
from bot.records.sealing import Sealer
from bot.reintegration.plans import RESPONSIBLE
from knowledge.kinds import Letter, Questions
from knowledge.kinds.base import ItemId
from knowledge.kinds.questions import Answer
from knowledge.store import ContentStore

_FIELDS = {"id", "kind", "body", "made_at", "made_by", "changed_at", "changed_by", "version"}
_LONGEST = 1200
_ID = re.compile(r"[0-9a-f]{16}")
#: The code of a line of questions, as RQ-13 or RN-ED-H2. The content may have it no more; a name looks otherwise.
_Asked = Annotated[str, Field(pattern=r"^[A-Z]{2,4}(-[A-Z]{1,4})*-?[A-Z]{0,3}\d{1,3}[a-z]?$")]


def _one_of(words: Sequence[str]) -> AfterValidator:
    def checked(given: str) -> str:
        if given not in words:
            raise ValueError("one of the words known here")
        return given

    return AfterValidator(checked)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class _Return(_Body):
    path: ItemId | Literal[""] = ""
    side: Literal["sending", "receiving"] = "sending"


class _Journey(_Body):
    arrives: str = Field(default="", pattern=r"^(?:\d{4}-\d\d-\d\dT\d\d:\d\d)?$")
    by: ItemId | Literal[""] = ""
    transit_points: int | Literal[""] = ""
    working_week: ItemId
    answers: dict[_Asked, Answer] = Field(default_factory=dict)


class _Difference(_Body):
    answer: Answer | Literal[""]
    version: int
    at: Moment


class _Sheet(_Body):
    occasion: Annotated[str, _one_of(OCCASIONS)]
    answers: dict[_Asked, Answer]
    differs: dict[_Asked, _Difference] = Field(default_factory=dict)
    ended_at: Moment | None = None
    saves: int = 0


class _Message(_Body):
    letter: ItemId
    values: dict[ItemId, str | list[ItemId]]
    ours: bool
    at: Moment | None = None
    answer_by: Moment | None = None
    waits_until: Moment | None = None


class _Plan(_Body):
    success: str = Field(default="", max_length=_LONGEST)
    ending: str = Field(default="", max_length=_LONGEST)
    review: Day = ""
    agreed: Day = ""
    safety_plan: bool = False
    copies_safe: bool = False


class _Goal(_Body):
    area: ItemId
    aim: str = Field(default="", max_length=_LONGEST)
    helps: list[_Asked] = Field(default_factory=list)
    by: Annotated[str, _one_of(("", *RESPONSIBLE))] = ""
    due: Day = ""
    market: str = Field(default="", max_length=_LONGEST)
    state: Literal["open", "reached", "dropped"] = "open"


#: Kind → its body, and the fields of it that people wrote freely.
_BODIES: dict[str, tuple[type[_Body], tuple[str, ...]]] = {
    "return": (_Return, ()),
    "journey": (_Journey, ()),
    "departure_security": (_Sheet, ()),
    "reintegration_needs": (_Sheet, ()),
    "retrafficking_review": (_Sheet, ()),
    "message": (_Message, ("values",)),
    "plan": (_Plan, ("success", "ending")),
    "goal": (_Goal, ("aim", "market")),
}


def part(masked: Callable[[str], str], store: ContentStore) -> Part:
    """The matters as a part of a case. `masked` takes names out of what was written freely, on its way in too."""

    def bring_back(
        session: Session, sealer: Sealer, code: str, rows: Sequence[Any], accounts: Mapping[str, int]
    ) -> None:
        for row in rows:
            matter = _brought(session, row, code, accounts, masked)
            _check_known(matter, store)
            put(session, sealer, matter)

    return Part("matters", _carried, bring_back, lambda rows: on_paper(rows, store))


def _check_known(matter: Matter, store: ContentStore) -> None:
    """Refuse a letter or an area of a plan that the content does not have: no page could show it."""
    areas = [group.id for group in store.get(Questions, "reintegration_needs").groups]
    if matter.kind == "message" and not store.has(Letter, matter.body["letter"]):
        raise ValueError("body.letter")
    if matter.kind == "goal" and matter.body["area"] not in areas:
        raise ValueError("body.area")


def _carried(session: Session, sealer: Sealer, code: str, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Every matter, oldest first."""
    found = []
    for matter in (opened(sealer, row) for row in rows_of(session, code)):
        kept = {name: getattr(matter, name) for name in ("id", "kind", "made_at", "changed_at", "version")}
        people = {name: names.get(getattr(matter, name) or 0, "") for name in ("made_by", "changed_by")}
        found.append({**kept, **people, "body": _without_accounts(matter.body)})
    return found


def _without_accounts(body: dict[str, Any]) -> dict[str, Any]:
    if "differs" not in body:
        return body
    differs = {code: {name: one[name] for name in ("answer", "version", "at")} for code, one in body["differs"].items()}
    return {**body, "differs": differs}


def _brought(
    session: Session, row: Any, code: str, accounts: Mapping[str, int], masked: Callable[[str], str]
) -> Matter:
    only(row, _FIELDS)
    kind, number = text(row, "kind"), text(row, "id")
    if kind not in _BODIES or not _ID.fullmatch(number) or session.get(MatterRow, number) is not None:
        raise ValueError("kind" if kind not in _BODIES else "id")
    body = _checked(kind, row.get("body"), masked)
    return Matter(
        id=number,
        code=code,
        kind=kind,
        body=body,
        made_at=moment(row, "made_at"),
        made_by=accounts.get(pseudonym(row, "made_by")),
        changed_at=moment(row, "changed_at"),
        changed_by=accounts.get(pseudonym(row, "changed_by")),
        version=whole(row, "version"),
        due_at=body.get(WAITS_UNTIL),
    )


def _checked(kind: str, given: Any, masked: Callable[[str], str]) -> dict[str, Any]:
    model, free = _BODIES[kind]
    try:
        body = model.model_validate(given).model_dump(mode="json", exclude_unset=True)
    except ValidationError as error:
        raise ValueError(f"body.{place_of(error, model, _Difference)}") from None
    for name in free:
        body[name] = _masked(body[name], masked) if name in body else body.get(name, "")
    return {name: value for name, value in body.items() if name in given}


def _masked(value: Any, masked: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _masked(one, masked) for name, one in value.items()}
    return masked(value[:_LONGEST]) if isinstance(value, str) else value
