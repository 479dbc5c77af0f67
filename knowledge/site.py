"""What belongs to one site: its emergency number, whom to call, its own steps.

It is read from `site.yml`, which the site writes itself and never shares. A number that was left as in the example is
treated as not there: a made-up number on an emergency card is worse than none.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from knowledge.kinds import Checklist, Situation
from knowledge.kinds.base import Content, ItemId, Text
from knowledge.problems import ContentError, Problem
from knowledge.store import ContentStore

#: What an example file holds where a real number belongs.
_PLACEHOLDER = re.compile(
    r"^\W*$|[<>…]|\.\.\.|^[\s\-+]*(?:0[\s\-+]*){4,}$|x{3,}|example|your|here|todo|tbd|number", re.IGNORECASE
)


class Contact(Content):
    """How a role is reached at this site. `note` may say when, or in which language."""

    phone: str = ""
    note: str = ""


class OwnNames(Content):
    """Names that would show where this site is or who works there. They are masked in every message."""

    shelter: tuple[Text, ...] = ()
    staff: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()


class Site(Content):
    """A site's own additions. Everything may be missing."""

    emergency_number: str = ""
    mask: OwnNames = Field(default_factory=OwnNames)
    contacts: dict[ItemId, Contact] = Field(default_factory=dict)
    local_steps: dict[ItemId, tuple[Text, ...]] = Field(default_factory=dict)

    def phone(self, role: str) -> str:
        """The number of a role, or an empty string when none was set."""
        if role == "emergency_services":
            return real(self.emergency_number)
        contact = self.contacts.get(role)
        return real(contact.phone) if contact else ""

    def note(self, role: str) -> str:
        """The note beside a number, or an empty string."""
        contact = self.contacts.get(role)
        return contact.note if contact and real(contact.phone) else ""


def real(number: str) -> str:
    """The number as written, or an empty string when it is a placeholder."""
    return "" if _PLACEHOLDER.search(number) or not any(c.isdigit() for c in number) else number.strip()


def read_site(path: Path) -> Site:
    """Read `site.yml`; a missing file is a site that set nothing yet. Raises ContentError."""
    if not path.is_file():
        return Site()
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return Site.model_validate(raw)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        problem = Problem(path.name, place, "is not valid YAML", "compare it with site.example.yml")
        raise ContentError([problem]) from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise ContentError(_problems(path, error)) from error
    except ValueError as error:  # a date or number that cannot be
        problem = Problem(path.name, "", str(error), "compare it with site.example.yml; put numbers in quotes")
        raise ContentError([problem]) from error


def unknown_names(site: Site, store: ContentStore) -> list[Problem]:
    """Roles and checklists that the site names and the content does not know: a misspelt one would be lost silently."""
    problems = []
    for role in site.contacts:
        if not store.has_role(role):
            problems.append(Problem("site.yml", f"contacts {role}", "there is no such role", "see site.example.yml"))
    for item in site.local_steps:
        if not store.has(Checklist, item) and not store.has(Situation, item):
            remedy = "name a file of checklists/ or situations/"
            problems.append(Problem("site.yml", f"local_steps {item}", "there is no such checklist", remedy))
    return problems


def _problems(path: Path, error: ValidationError | UnicodeDecodeError) -> list[Problem]:
    remedy = "compare it with site.example.yml; put numbers in quotes"
    if isinstance(error, UnicodeDecodeError):
        return [Problem(path.name, "", "is not UTF-8 text", "save it as UTF-8")]
    return [
        Problem(path.name, ".".join(str(part) for part in detail["loc"]), detail["msg"], remedy)
        for detail in error.errors()
    ]
