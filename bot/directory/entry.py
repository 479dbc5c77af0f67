"""One service of the directory. What can be chosen is chosen from lists, so that it can be searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

#: Kinds of help. The words for each, and what people call them, stand in `words.yml`.
HELP = (
    "counselling",
    "health",
    "addiction",
    "legal",
    "documents",
    "housing",
    "money",
    "food_and_clothes",
    "education",
    "work",
    "language_classes",
    "interpreting",
    "childcare",
    "family",
    "protection",
    "return_home",
)
#: Whom a service is for; none of them means everybody.
FOR_WHOM = ("women", "men", "girls", "boys", "other_genders", "families")
#: Roles of the site through which a service is reached; their numbers stand in `site.yml`.
CONTACTS = (
    "case_manager",
    "duty_supervisor",
    "manager",
    "health_focal_point",
    "mental_health_crisis",
    "child_protection_focal_point",
    "security_focal_point",
    "vetted_police_contact",
    "lawyer",
)
LONGEST_NAME, LONGEST_TEXT, MOST_LANGUAGES = 80, 300, 20


class WrongEntry(ValueError):
    """A service cannot be kept like this; `field` says what is missing or wrong."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


class NoSuchService(LookupError):
    """The directory has no such service, or no more."""


@dataclass(frozen=True)
class Entry:
    """A service. `contact` is the role of this site through which it is reached; its number stands in `site.yml`.

    `reviewed_on` is the day on which somebody last made sure that all this is right, as 2026-11-22. Raises WrongEntry.
    """

    name: str
    help: tuple[str, ...]
    contact: str
    reviewed_on: str
    languages: tuple[str, ...] = ()
    for_whom: tuple[str, ...] = ()
    hours: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.name.strip()) <= LONGEST_NAME:
            raise WrongEntry("name")
        for field, words in (("help", HELP), ("for_whom", FOR_WHOM)):
            if any(one not in words for one in getattr(self, field)):
                raise WrongEntry(field)
        if not self.help:
            raise WrongEntry("help")
        if len(self.languages) > MOST_LANGUAGES or any(not 0 < len(one) <= 40 for one in self.languages):
            raise WrongEntry("languages")
        if self.contact not in CONTACTS:
            raise WrongEntry("contact")
        for field in ("hours", "note"):
            if len(getattr(self, field)) > LONGEST_TEXT:
                raise WrongEntry(field)
        try:
            dt.date.fromisoformat(self.reviewed_on)
        except ValueError:
            raise WrongEntry("reviewed_on") from None

    def kept(self) -> dict[str, Any]:
        """The entry as JSON can hold it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Entry:
        """An entry from what was kept. Raises WrongEntry."""
        known = {field.name for field in fields(cls)}
        if not set(kept) <= known:
            raise WrongEntry("entry")
        given: dict[str, Any] = {}
        for name, value in kept.items():
            given[name] = tuple(value) if isinstance(value, list) else value
        return cls(**given)


@dataclass(frozen=True)
class Service:
    """An entry as the directory holds it. `is_stale`: nobody made sure of it for too long."""

    id: str
    entry: Entry
    version: int
    changed_at: float
    is_stale: bool = False


def languages_of(typed: str) -> tuple[str, ...]:
    """Languages as somebody typed them, with commas or line breaks between; each once, in their order."""
    parts = (" ".join(part.split()) for part in typed.replace("\n", ",").replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
