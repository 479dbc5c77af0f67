"""The coded facts of a case: every one is a choice from a short list. Nothing here can be written freely.

Templates hold the words for each choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

#: Fact → its choices. "unknown" is always a right answer: nobody has to be asked for the sake of a form.
CHOICES: dict[str, tuple[str, ...]] = {
    "age_group": ("unknown", "under_12", "12_to_17", "18_to_25", "26_to_59", "60_or_over"),
    "sex": ("unknown", "female", "male", "other"),
    "cross_border": ("unknown", "yes", "no"),
    "cooperating": ("unknown", "yes", "intends_to", "no"),
    "stage": ("arriving", "staying", "preparing", "travelling", "after_leaving", "closed"),
}
#: Types of exploitation; several may apply.
EXPLOITATION = (
    "sexual",
    "labour",
    "domestic_work",
    "begging",
    "forced_crime",
    "forced_marriage",
    "organ_removal",
    "armed_groups",
    "other",
)
_CHILD = frozenset({"under_12", "12_to_17"})


class WrongFact(ValueError):
    """A fact is none of its choices; `field` says which."""

    def __init__(self, field: str) -> None:
        """Name the field; what was given instead is not repeated, since it may be anything."""
        super().__init__(f"{field}: write one of {', '.join(CHOICES.get(field, EXPLOITATION))}")
        self.field = field


@dataclass(frozen=True)
class Facts:
    """What is known of a case. Raises WrongFact when made from anything else than the choices above."""

    age_group: str = "unknown"
    sex: str = "unknown"
    exploitation: tuple[str, ...] = ()
    cross_border: str = "unknown"
    cooperating: str = "unknown"  # with the authorities
    stage: str = "arriving"

    def __post_init__(self) -> None:
        for field, choices in CHOICES.items():
            if getattr(self, field) not in choices:
                raise WrongFact(field)
        if any(one not in EXPLOITATION for one in self.exploitation):
            raise WrongFact("exploitation")

    @property
    def is_child(self) -> bool:
        """Whether the person is known to be under 18."""
        return self.age_group in _CHILD

    @property
    def may_be_child(self) -> bool:
        """The same, or the age is not known: such a person is treated as a child until it is."""
        return self.is_child or self.age_group == "unknown"

    @property
    def has_left(self) -> bool:
        """Whether the person has left the house, so that follow-up is due."""
        return self.stage in ("travelling", "after_leaving", "closed")

    def kept(self) -> dict[str, Any]:
        """The facts as JSON can hold them."""
        return {**asdict(self), "exploitation": list(self.exploitation)}

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Facts:
        """Facts from what was kept or sent. Raises WrongFact for anything unknown."""
        known = {field.name for field in fields(cls)}
        if not set(given) <= known:
            raise WrongFact("facts")  # whatever else stands there may be a name
        return cls(**{**given, "exploitation": _in_order(given.get("exploitation", ()))})


def _in_order(types: Any) -> tuple[str, ...]:
    if isinstance(types, str) or not isinstance(types, Iterable):
        raise WrongFact("exploitation")
    found = list(types)
    if any(one not in EXPLOITATION for one in found):
        raise WrongFact("exploitation")
    return tuple(one for one in EXPLOITATION if one in found)


@dataclass(frozen=True)
class Case:
    """A case as pages, checklists and the chat use it. Times are in seconds since 1970."""

    code: str
    facts: Facts
    opened_at: float
    changed_at: float
    version: int = 1
    opened_by: int | None = None


class NoSuchCase(LookupError):
    """There is no case of this code, or no more."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the facts since the page was opened; nothing was overwritten."""
