"""The six messages of a return: filled in, sent on paper or a secure line, confirmed, and overdue when no answer comes.

The service sends nothing itself. It keeps what a letter says, prints it with codes, and watches for the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cases.cases import Cases
from bot.cases.facts import Case
from bot.matters.matters import WAITS_UNTIL, Body, Matter, Matters
from bot.matters.sheets import facts_of
from bot.referral.returns import Returns
from knowledge.kinds import Letter, LetterField
from knowledge.procedures.answers import fits
from knowledge.procedures.exchange import Sent, Stage, Standing, answer_due, standing
from knowledge.store import ContentStore

_KIND = "message"
PARTNER = "partner_abroad"
_LONGEST = 400  # characters of a field
Value = str | list[str]


class ConsentMissing(Exception):
    """The person has not agreed to this; `purpose` says to what."""

    def __init__(self, purpose: str) -> None:
        """Name the purpose."""
        super().__init__(purpose)
        self.purpose = purpose


class NotFilledIn(Exception):
    """Something is missing or cannot be; `fields` are the names."""

    def __init__(self, fields: Sequence[str]) -> None:
        """Name the fields."""
        super().__init__(", ".join(fields))
        self.fields = tuple(fields)


@dataclass(frozen=True)
class Message:
    """One message of a case: its letter, where it stands, what was filled in, which consent is missing to send it.

    `version` grows with each change, and is 0 before anything was filled in.
    """

    letter: Letter
    stage: Stage
    ours: bool
    fields: tuple[LetterField, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    at: float | None = None
    answer_by: float | None = None
    consent_missing: str | None = None
    refused: bool = False  # the person says no to it: nobody asks again
    version: int = 0


@dataclass(frozen=True)
class Awaited:
    """An answer that should have come. `ours`: they wait for us."""

    code: str
    letter: Letter
    answer_by: float
    ours: bool


class Messages:
    """The messages of returns. Every call waits for the database. `by` is the account that asks."""

    def __init__(self, matters: Matters, store: ContentStore, cases: Cases, returns: Returns) -> None:
        """Use the matters, the content, the cases and their returns; nothing is read yet."""
        self._matters, self._store, self._cases, self._returns = matters, store, cases, returns

    def of(self, case: Case) -> list[Message]:
        """All six, in order. Raises NoSuchCase."""
        kept = {matter.body["letter"]: matter for matter in self._matters.of(case.code, _KIND)}
        stands = standing(self._store.all(Letter), _sent(kept), self._returns.of(case).side, self._matters.clock())
        return [self._message(case, one, kept.get(one.letter.id)) for one in stands]

    def one(self, case: Case, number: int) -> Message:
        """The message of a number from 1 to 6. Raises IndexError, NoSuchCase."""
        return self.of(case)[number - 1]

    def fill(
        self, case: Case, number: int, given: Mapping[str, Sequence[str]], by: int | None, seen: int | None = None
    ) -> None:
        """Keep what was filled in, masked, without sending it. One that went out is not changed any more.

        With `seen` only if it still has this version. Raises ChangedMeanwhile.
        """
        message = self.one(case, number)
        if message.at is None:
            self._keep(case, message, {"values": self._values(message, given)}, by, "referral_changed", seen)

    def send(
        self, case: Case, number: int, given: Mapping[str, Sequence[str]], by: int | None, seen: int | None = None
    ) -> None:
        """Write down that it went out (ours) or came (theirs), now.

        What was filled in is kept all the same. From now on its answer is awaited. Raises ConsentMissing, NotFilledIn,
        ChangedMeanwhile.
        """
        self.fill(case, number, given, by, seen)
        message = self.one(case, number)
        if message.at is not None:
            return
        if message.consent_missing:
            raise ConsentMissing(message.consent_missing)
        if lacking := _lacking(message):
            raise NotFilledIn(lacking)
        now = self._matters.clock()
        by_then = answer_due(message.letter, now, _moment(message.values.get("expected_by", "")))
        action = "message_sent" if message.ours else "message_received"
        self._keep(case, message, {"at": now, "answer_by": by_then, WAITS_UNTIL: by_then}, by, action)
        if message.letter.confirms is not None:
            self._settle(case, message.letter.confirms, by)

    def overdue(self, code: str | None = None) -> list[Awaited]:
        """What should have been answered by now, in one case or in all; what waits longest first."""
        return self.awaited(self._matters.clock(), code)

    def awaited(self, until: float, code: str | None = None) -> list[Awaited]:
        """The same of what is to be answered until a moment."""
        found = []
        for matter in self._matters.due(until, code):
            if matter.kind == _KIND and matter.due_at is not None:
                letter = self._store.get(Letter, matter.body["letter"])
                found.append(Awaited(matter.code, letter, matter.due_at, not matter.body.get("ours", True)))
        return found

    def _message(self, case: Case, one: Standing, matter: Matter | None) -> Message:
        letter, body = one.letter, matter.body if matter else {}
        fields = tuple(each for each in letter.fields if fits(facts_of(case), each.only_for))
        missing = self._missing(case, letter) if one.ours and one.sent is None else None
        return Message(
            letter=letter,
            stage=one.stage,
            ours=one.ours,
            fields=fields,
            values=body.get("values", {}),
            at=body.get("at"),
            answer_by=body.get("answer_by"),
            consent_missing=missing,
            refused=missing is not None and self._cases.consent.word(case, missing, PARTNER) == "refused",
            version=matter.version if matter else 0,
        )

    def _missing(self, case: Case, letter: Letter) -> str | None:
        needed = letter.needs_consent
        return None if needed is None or self._cases.consent.given(case, needed, PARTNER) else needed

    def _keep(
        self, case: Case, message: Message, new: Body, by: int | None, action: str, seen: int | None = None
    ) -> None:
        known = {"letter": message.letter.id, "values": {}, "ours": message.ours}

        def act(body: Body) -> Body:
            return body if body.get("at") is not None else {**known, **body, **new}  # what went out stays as it was

        self._matters.change_only(case.code, _KIND, by, action, act, seen, _is(message.letter.id))

    def _settle(self, case: Case, request: str, by: int | None) -> None:
        """What was confirmed waits no longer."""
        if any(one.body["letter"] == request for one in self._matters.of(case.code, _KIND)):
            done = {WAITS_UNTIL: None}
            self._matters.change_only(
                case.code, _KIND, by, "message_confirmed", lambda body: {**body, **done}, which=_is(request)
            )

    def _values(self, message: Message, given: Mapping[str, Sequence[str]]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for one in message.fields:
            found = [text.strip()[:_LONGEST] for text in given.get(one.name, ()) if text.strip()]
            known = [text for text in found if text in {choice.id for choice in one.choices}]
            if one.type == "choices":
                values[one.name] = known
            elif one.type == "choice":
                values[one.name] = known[0] if known else ""
            elif one.type == "text":
                values[one.name] = self._matters.shelf.masked(found[0]) if found else ""
            elif one.type in ("date", "moment"):
                values[one.name] = found[0] if found and _moment(found[0]) is not None else ""
        return {name: value for name, value in values.items() if value}


def _sent(kept: Mapping[str, Matter]) -> dict[str, Sent]:
    return {
        letter: Sent(matter.body["at"], matter.body.get("answer_by"))
        for letter, matter in kept.items()
        if matter.body.get("at") is not None
    }


def _lacking(message: Message) -> list[str]:
    return [one.name for one in message.fields if one.required and not message.values.get(one.name)]


def _is(letter_id: str) -> Callable[[Body], bool]:
    return lambda body: body["letter"] == letter_id


def _moment(text: Value) -> float | None:
    """A day or a local time, as the forms of browsers write them, in seconds since 1970."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None).timestamp() if isinstance(text, str) else None
    except (ValueError, OverflowError, OSError):
        return None
