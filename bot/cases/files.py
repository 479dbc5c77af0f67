"""A case as a file: taken out whole as JSON, and put in again as the same case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.accounts.tables import Account
from bot.cases.carrying import CONSENT, Part, moment, pseudonym, text, whole
from bot.cases.cases import Cases, put, view
from bot.cases.codes import KIND, code_of, was_erased
from bot.cases.facts import Case, Facts, NoSuchCase
from bot.cases.shelf import opener
from bot.cases.tables import CaseRow

FORMAT = "steadyhand-case-1"
#: Bytes of a file that is put in.
LARGEST = 5 * 1024 * 1024
#: Without signs that no page, table or paper can show: controls but line ends and tabs, and halves of letters.
_READABLE = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]*")
_OWN = ("format", "code", "version", "opened_at", "opened_by", "changed_at", "facts")


class WrongFile(ValueError):
    """A file cannot be put in; `why` says the kind of reason, `field` what in the file it is about."""

    def __init__(self, why: Literal["not_a_case", "field", "here", "erased"], field: str = "") -> None:
        """Say why. What stands in the field is never repeated."""
        super().__init__(f"{why}: {field}" if field else why)
        self.why, self.field = why, field


class CaseFiles:
    """Takes cases out and puts them in, with every part that the house keeps under a case."""

    def __init__(self, cases: Cases, parts: Sequence[Part] = ()) -> None:
        """`parts` are those beside facts and consent, in the order in which they stand in the file."""
        self.cases, self.parts = cases, (CONSENT, *parts)

    def taken_out(self, typed: str, by: int | None) -> dict[str, Any]:
        """All of a case, as JSON can hold it. Raises NoSuchCase. That it was taken out is written down."""
        shelf, code = self.cases.shelf, code_of(typed)
        with Session(shelf.records) as session:
            row = session.get(CaseRow, code)
            if row is None:
                raise NoSuchCase(code)
            names = {one.id: one.name for one in session.scalars(select(Account))}
            sealer = opener(shelf, session, code)
            case = view(sealer, row)
            parts = {part.name: part.carried(session, sealer, code, names) for part in self.parts}
        shelf.note("exported", by, code)
        own = (FORMAT, code, case.version, case.opened_at, names.get(case.opened_by or 0, ""), case.changed_at)
        return {**dict(zip(_OWN, own)), "facts": case.facts.kept(), **parts}

    def put_in(self, file: bytes, by: int | None) -> Case:
        """Put a case in under the code that it had. Raises WrongFile; then nothing of it is kept."""
        data, shelf = _read(file), self.cases.shelf
        if not set(data) <= {*_OWN, *(part.name for part in self.parts)}:
            raise WrongFile("field", "a part that is not known here")
        try:
            with Session(shelf.records) as session, session.begin():
                accounts = {one.name: one.id for one in session.scalars(select(Account))}
                case = _case(data, accounts)
                _check_free(session, case.code)
                sealer = put(shelf, session, case, self.cases.clock())
                for part in self.parts:
                    self._bring(session, sealer, case.code, part, data.get(part.name, []), accounts)
                shelf.record("case_imported", account(by), f"{KIND}:{case.code}", within=session)
        except IntegrityError:
            raise WrongFile("here") from None
        return self.cases.find(case.code)

    def _bring(self, session: Session, sealer: Any, code: str, part: Part, rows: Any, accounts: dict[str, int]) -> None:
        if not isinstance(rows, list):
            raise WrongFile("field", part.name)
        try:
            part.bring_back(session, sealer, code, rows, accounts)
        except WrongFile:
            raise
        except ValueError as error:
            raise WrongFile("field", f"{part.name}, {error}") from None
        except (TypeError, AttributeError):  # something else stands where a text or a list belongs
            raise WrongFile("field", part.name) from None


def as_json(taken_out: dict[str, Any]) -> bytes:
    """The file itself, in UTF-8."""
    return (json.dumps(taken_out, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _read(file: bytes) -> dict[str, Any]:
    try:
        data = json.loads(file.decode("utf-8-sig")) if len(file) <= LARGEST else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise WrongFile("not_a_case")
    if not all(_READABLE.fullmatch(text) for text in _texts(data)):
        raise WrongFile("field", "a sign that no text has")
    return data


def _texts(value: Any) -> Iterator[str]:
    """Every text in it, names of fields too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (list, dict)):
            waiting += one
            waiting += one.values() if isinstance(one, dict) else ()


def _case(data: dict[str, Any], accounts: dict[str, int]) -> Case:
    try:
        code = code_of(text(data, "code"))
        if not code:
            raise ValueError("code")
        opened_by = accounts.get(pseudonym(data, "opened_by"))
        facts = data.get("facts")
        if not isinstance(facts, dict):
            raise ValueError("facts")
        times = moment(data, "opened_at"), moment(data, "changed_at")
        return Case(code, Facts.of(facts), *times, whole(data, "version"), opened_by)
    except ValueError as error:
        raise WrongFile("field", str(error)) from None


def _check_free(session: Session, code: str) -> None:
    if session.get(CaseRow, code) is not None:
        raise WrongFile("here")
    if was_erased(session, code):
        raise WrongFile("erased")
