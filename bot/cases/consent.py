"""Consent, purpose by purpose: who was asked what and when, with which interpreter, and what they said.

Answers are added, never changed. The newest answer for a purpose and a recipient counts, until its last day has passed.
After a no the same question is not asked again without a reason that comes from the person or from a change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases.facts import Case, NoSuchCase
from bot.cases.shelf import Shelf, holding, opener
from bot.cases.tables import ConsentRow
from bot.records.sealing import Sealer

PURPOSES = ("assistance", "referral", "sharing")
ANSWERS = ("given", "declined", "withdrawn")
WAYS = ("spoken", "written")
INTERPRETERS = ("not_needed", "in_person", "telephone", "offered_and_declined")
#: To whom a referral leads or what is shared with; the help of the house itself has none.
RECIPIENTS = (
    "health",
    "psychosocial",
    "legal",
    "police",
    "authorities",
    "embassy",
    "partner_abroad",
    "housing",
    "education_or_work",
    "family",
    "other_partner",
)
#: Why it is right to ask again after a no.
REASONS = ("they_asked", "something_changed")


#: What a person says to something today.
Word = Literal["given", "refused", ""]


class WrongConsent(ValueError):
    """An answer cannot be written down like this; `field` says what is missing or wrong."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Consent:
    """One answer. `on` and `until` are days as 2026-11-22, `until` empty for as long as it is not withdrawn."""

    purpose: str
    answer: str
    on: str
    recipient: str = ""
    until: str = ""
    way: str = "spoken"
    interpreter: str = "not_needed"
    reason: str = ""  # why it was asked again after a no
    at: float = 0.0  # when it was written down, in seconds since 1970
    by: int | None = None
    who: str = ""  # the pseudonym of who wrote it down elsewhere

    @property
    def about(self) -> tuple[str, str]:
        """What was asked."""
        return self.purpose, self.recipient

    def holds(self, day: str) -> bool:
        """Whether it allows something on this day."""
        return self.answer == "given" and (not self.until or day <= self.until)

    def kept(self) -> dict[str, Any]:
        """The answer itself, as JSON can hold it."""
        return {name: value for name, value in asdict(self).items() if name not in ("at", "by")}


class Consents:
    """Consent of the people behind cases. Every call waits for the database."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float]) -> None:
        """Use the shelf; nothing is read yet."""
        self._shelf, self._clock = shelf, clock

    def given(self, case: Case | str, purpose: str, recipient: str | None = None) -> bool:
        """Whether consent for a purpose holds today: with this recipient, or (None) with any.

        False as well when the case is gone: what needs consent must then not be done.
        """
        return self.word(case, purpose, recipient) == "given"

    def word(self, case: Case | str, purpose: str, recipient: str | None = None) -> Word:
        """What the person says to it today; see `word_of`. Nothing when the case is gone."""
        try:
            answers = self.of(case if isinstance(case, str) else case.code)
        except NoSuchCase:
            return ""
        return word_of(newest_of(answers), day_of(self._clock()), purpose, recipient)

    def of(self, code: str) -> list[Consent]:
        """Every answer of a case, oldest first. Raises NoSuchCase."""
        with Session(self._shelf.records) as session:
            return answers(session, opener(self._shelf, session, code), code)

    def write(self, code: str, consent: Consent, by: int | None) -> None:
        """Write an answer down. Raises WrongConsent, NoSuchCase."""
        now = self._clock()
        with holding(self._shelf, code, now) as (session, sealer):
            _check(consent, newest_of(answers(session, sealer, code)), day_of(now))
            add(session, sealer, code, consent, now, by)
            self._shelf.note("consent_written", by, code, within=session)


def newest_of(answers: Sequence[Consent]) -> dict[tuple[str, str], Consent]:
    """What was asked → the answer that counts."""
    return {one.about: one for one in answers}


def word_of(newest: Mapping[tuple[str, str], Consent], day: str, purpose: str, recipient: str | None = None) -> Word:
    """What the person says on a day to a purpose, with this recipient or (None) with any.

    `refused` when they said no or took it back and nothing else: then nobody asks again. Empty when nothing was said,
    or a yes has run out.
    """
    said = [one for (about, to), one in newest.items() if about == purpose and recipient in (None, to)]
    if any(one.holds(day) for one in said):
        return "given"
    return "refused" if said and all(one.answer != "given" for one in said) else ""


def answers(session: Session, sealer: Sealer, code: str) -> list[Consent]:
    """Every answer of a case, oldest first."""
    rows = session.scalars(select(ConsentRow).where(ConsentRow.code == code).order_by(ConsentRow.number))
    return [_opened(sealer, row) for row in rows]


def add(session: Session, sealer: Sealer, code: str, consent: Consent, at: float, by: int | None) -> None:
    """Add an answer as it is."""
    known = session.scalar(select(func.max(ConsentRow.number)).where(ConsentRow.code == code))
    number = (known or 0) + 1
    sealed = sealer.seal_json("case_consent.sealed", f"{code}:{number}", consent.kept())
    session.add(ConsentRow(code=code, number=number, at=at, account_id=by, sealed=sealed))
    session.flush()


def checked(given: Mapping[str, Any]) -> Consent:
    """An answer made of known words only. Raises WrongConsent."""
    consent = Consent(**given)
    choices = {"purpose": PURPOSES, "answer": ANSWERS, "way": WAYS, "interpreter": INTERPRETERS}
    choices |= {"reason": ("", *REASONS), "recipient": ("",) if consent.purpose == "assistance" else RECIPIENTS}
    for field, words in choices.items():
        if getattr(consent, field) not in words:
            raise WrongConsent(field)
    for field in ("on", "until"):
        if getattr(consent, field) and not is_day(getattr(consent, field)):
            raise WrongConsent(field)
    if not consent.on or (consent.until and consent.until < consent.on):
        raise WrongConsent("until" if consent.on else "on")
    return consent


def day_of(moment: float) -> str:
    """The day of a moment by the server's clock, as 2026-11-22."""
    return dt.datetime.fromtimestamp(moment).date().isoformat()


def is_day(text: object) -> bool:
    """Whether this is a day written as 2026-11-22."""
    try:
        return isinstance(text, str) and dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check(consent: Consent, newest: Mapping[tuple[str, str], Consent], today: str) -> None:
    checked(consent.kept())
    if consent.on > today:
        raise WrongConsent("on")
    before = newest.get(consent.about)
    if consent.answer == "withdrawn" and (before is None or before.answer != "given"):
        raise WrongConsent("answer")
    if before is not None and before.answer != "given" and not consent.reason:
        raise WrongConsent("reason")  # nobody is asked again and again until they say yes


def _opened(sealer: Sealer, row: ConsentRow) -> Consent:
    kept = sealer.open_json("case_consent.sealed", f"{row.code}:{row.number}", row.sealed)
    return Consent(**kept, at=row.at, by=row.account_id)
