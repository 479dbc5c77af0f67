"""What every answer is made with: the content, and the site's own numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answer import AnswerItem, AnswerSection, Choice
from knowledge.site import Site
from knowledge.store import ContentStore

#: Choices shown after guidance, in this order (experience.md, "Next").
AFTER_GUIDANCE = (
    "alternatives",
    "what_to_say",
    "why",
    "variant:child",
    "variant:man",
    "variant:interpreter",
    "did_not_help",
    "practise",
    "supervisor",
)


@dataclass(frozen=True)
class Desk:
    """The content store and the site, handed to every function that answers."""

    store: ContentStore
    site: Site = field(default_factory=Site)

    def phrase(self, name: str, **filled: object) -> str:
        """An interface sentence."""
        return self.store.phrase(name, **filled)

    def choices(self, *ids: str) -> tuple[Choice, ...]:
        """Buttons by id; the title is the phrase `choice_…` of the id's last word."""
        return tuple(Choice(id=one, title=self.phrase("choice_" + one.rpartition(":")[2])) for one in ids)

    def section(self, name: str, items: list[AnswerItem], ordered: bool = False, **filled: object) -> AnswerSection:
        """A section whose title is the phrase `<name>_title`."""
        return AnswerSection(id=name, title=self.phrase(f"{name}_title", **filled), items=tuple(items), ordered=ordered)

    def call_item(self, role_id: str, text: str, code: str) -> AnswerItem:
        """A line that says whom to call, with the site's number or the plain word that none is set."""
        role = self.store.role(role_id)
        phone = self.site.phone(role_id)
        said = self.phrase("call_role", role=_capital(role.title), text=text)
        if not phone:
            said = f"{said} {self._no_number(role_id)}"
        note = self.site.note(role_id)
        return AnswerItem(id=code, text=f"{said} {note}".strip(), phone=phone or None)

    def _no_number(self, role_id: str) -> str:
        """What to do without a number; for some roles "ask your supervisor" would be the wrong advice."""
        special = {
            "emergency_services": "no_number_emergency",
            "duty_supervisor": "no_number_list",
            "safeguarding_focal_point": "no_number_safeguarding",
            "outside_body": "no_number_safeguarding",
            "manager": "no_number_list",
        }
        return self.phrase(special.get(role_id, "no_number"))

    def role_names(self, role_ids: tuple[str, ...]) -> str:
        """Roles as they stand in a sentence: "the duty supervisor and the security focal point"."""
        names = [self.store.role(role_id).title for role_id in role_ids]
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
