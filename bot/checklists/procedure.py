"""A procedure as a run keeps it: its steps, and what each depends on, frozen at the start.

Two procedures with the same words have the same digest, so the words are kept once however many runs use them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from knowledge.kinds import Checklist, Circumstance, Purpose, Step
from knowledge.site import Site
from knowledge.store import ContentStore, UnknownItem


class Frozen(BaseModel):
    """Does not change once made; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StepText(Frozen):
    """A step as it was when the run began (`knowledge.kinds.Step` says what each field means)."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    supplementary: bool = False
    only_for: tuple[Circumstance, ...] = ()
    consent: Purpose | None = None
    recipient: str | None = None
    by_role: str | None = None
    due_hours: int | None = None


class Part(Frozen):
    """A titled group of steps."""

    title: str
    steps: tuple[StepText, ...]


class Procedure(Frozen):
    """A whole procedure. `id` is that of the checklist in the content."""

    id: str
    title: str
    purpose: str
    parts: tuple[Part, ...]
    do_not: tuple[StepText, ...] = ()

    def steps(self) -> Iterator[StepText]:
        """All steps in order."""
        for part in self.parts:
            yield from part.steps

    @property
    def circumstances(self) -> tuple[Circumstance, ...]:
        """What has to be known before all steps that apply are known."""
        return tuple(dict.fromkeys(one for step in self.steps() for one in step.only_for))

    def kept(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change when, and only when, anything above changes."""
        text = json.dumps(self.kept(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def procedure_now(store: ContentStore, site: Site, checklist_id: str) -> Procedure | None:
    """The procedure as the content and the site have it now; None when there is no such checklist."""
    try:
        item = store.get(Checklist, checklist_id)
    except UnknownItem:
        return None
    parts = [Part(title=section.title, steps=tuple(map(_step, section.lines))) for section in item.sections]
    local = site.local_steps.get(checklist_id, ())
    if local:
        own = (StepText(id=f"{item.code}-LOCAL{number}", text=text) for number, text in enumerate(local, start=1))
        parts.append(Part(title=store.phrase("local_steps_title"), steps=tuple(own)))
    not_to = tuple(StepText(id=line.id, text=line.text, sources=line.sources) for line in item.do_not)
    return Procedure(id=item.id, title=item.title, purpose=item.purpose, parts=tuple(parts), do_not=not_to)


def changes(old: Procedure, new: Procedure) -> dict[str, int]:
    """How many steps are new, gone, or worded otherwise."""
    before, after = ({step.id: step.text for step in one.steps()} for one in (old, new))
    return {
        "added": len(after.keys() - before.keys()),
        "gone": len(before.keys() - after.keys()),
        "reworded": sum(before[one] != after[one] for one in before.keys() & after.keys()),
    }


def _step(line: Step) -> StepText:
    return StepText(
        id=line.id,
        text=line.text,
        sources=line.sources,
        supplementary=line.supplementary,
        only_for=line.only_for,
        consent=line.consent,
        recipient=line.recipient,
        by_role=line.by_role,
        due_hours=line.due_hours,
    )
