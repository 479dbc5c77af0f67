"""What is kept of contact after leaving: agreed ways, what became of each try, what stood out. Coded, nothing else.

Numbers and addresses are not kept here: they stay on the house's own paper, beside the code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.cases.consent import is_day
from bot.follow_up.calendar import Standing

WAYS = ("call", "text_message", "messenger", "letter", "visit", "in_person_here", "through_partner", "they_contact_us")
TIMES = ("weekday_morning", "weekday_afternoon", "evening", "weekend", "any_time")
#: What makes a contact safe.
CAUTIONS = ("no_voicemail", "no_messages", "hidden_number", "agreed_word", "only_to_them", "never_name_us")
#: How a contact ended.
OUTCOMES = ("reached", "missed", "declined")
#: Signs that call for a talk among colleagues (line MO-07 of the content).
SIGNS = (
    "new_debts",
    "new_partner_or_job_abroad",
    "moved_suddenly",
    "threats",
    "family_conflict",
    "lost_home_or_work",
    "pregnant_without_support",
    "other_exploitation",
)
#: Why contact was ended for good.
ENDINGS = ("they_asked", "closed_together", "other_service", "not_safe", "died")


class WrongContact(ValueError):
    """Something cannot be written down like this; `field` says what is missing or wrong."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


class NoSuchContact(LookupError):
    """This contact is not there, or somebody wrote down already what became of it."""


@dataclass(frozen=True)
class Agreed:
    """What was agreed about contact after leaving. `left_on` is empty while the person is here."""

    ways: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    agreed_on: str = ""
    left_on: str = ""
    ending: str = ""

    def __post_init__(self) -> None:
        for name, words in (("ways", WAYS), ("times", TIMES), ("cautions", CAUTIONS)):
            if any(one not in words for one in getattr(self, name)):
                raise WrongContact(name)
        for name in ("agreed_on", "left_on"):
            if getattr(self, name) and not is_day(getattr(self, name)):
                raise WrongContact(name)
        if self.ending not in ("", *ENDINGS):
            raise WrongContact("ending")

    def kept(self) -> dict[str, Any]:
        """The agreement as JSON can hold it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Agreed:
        """The agreement from what was kept. Raises WrongContact."""
        if not set(kept) <= set(cls.__dataclass_fields__):
            raise WrongContact("contact")
        return cls(**{name: _words(value) if isinstance(value, list) else value for name, value in kept.items()})


@dataclass(frozen=True)
class Outcome:
    """What became of one contact."""

    way: str = ""
    signs: tuple[str, ...] = ()
    who: str = ""  # the pseudonym of who wrote it down elsewhere

    def __post_init__(self) -> None:
        if self.way not in ("", *WAYS):
            raise WrongContact("way")
        if any(one not in SIGNS for one in self.signs):
            raise WrongContact("signs")

    def kept(self) -> dict[str, Any]:
        """The outcome as JSON can hold it."""
        return {"way": self.way, "signs": list(self.signs), "who": self.who}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Outcome:
        """The outcome from what was kept. Raises WrongContact."""
        if not set(kept) <= {"way", "signs", "who"} or not isinstance(kept.get("signs", []), list):
            raise WrongContact("signs")
        return cls(kept.get("way", ""), _words(kept.get("signs", [])), kept.get("who", ""))


@dataclass(frozen=True)
class Contact:
    """One contact, planned or made. `number` counts tries from 1; times are in seconds since 1970."""

    id: str
    code: str
    term: str
    number: int
    due_at: float
    state: str  # open, one of OUTCOMES, or dropped
    standing: Standing = Standing.PLANNED
    ended_at: float | None = None
    ended_by: int | None = None
    outcome: Outcome = Outcome()


@dataclass(frozen=True)
class FollowUp:
    """All that is known of contact with one person after leaving."""

    code: str
    agreed: Agreed = Agreed()
    ended_at: float | None = None
    contacts: tuple[Contact, ...] = ()
    is_lost: bool = False  # the last tries all reached nobody
    tries_missed: int = 0
    version: str = ""  # of what was agreed

    @property
    def signs(self) -> tuple[str, ...]:
        """What stood out at the last contact that was made."""
        made = [one for one in self.contacts if one.state == "reached"]
        return max(made, key=lambda one: one.ended_at or 0.0).outcome.signs if made else ()


@dataclass(frozen=True)
class Counts:
    """How many contacts are due, overdue, escalated, and with how many people contact is lost."""

    due: int = 0
    overdue: int = 0
    escalated: int = 0
    lost: int = 0

    @property
    def waiting(self) -> int:
        """What somebody has to do today."""
        return self.due + self.overdue + self.escalated


def _words(value: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in value)
