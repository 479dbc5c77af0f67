"""The way from guidance to practice: which residents one could talk with. Nothing of what was asked goes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.answer import Answer, AnswerItem, Choice
from knowledge.guidance.desk import Desk
from knowledge.kinds import Reaction, Scenario

#: Residents offered at once.
_MOST = 6
#: A choice of this kind leads to a resident; channels with pages open the page instead of sending it.
RESIDENT = "resident"


def residents(desk: Desk, reactions: Sequence[str] = ()) -> Answer:
    """Residents who show these reactions, the nearest first; without any, one for each reaction."""
    found = _for_reactions(desk, reactions) or _one_for_each(desk)
    about = ", ".join(desk.store.get(Reaction, one).title for one in reactions if desk.store.has(Reaction, one))
    return Answer(
        kind="practice",
        reactions=tuple(reactions),
        title=desk.phrase("practice_choose_title"),
        lead=desk.phrase("practice_choose_about", reactions=about) if about else desk.phrase("practice_choose_lead"),
        choices=tuple(Choice(id=f"{RESIDENT}:{one.id}", title=one.title) for one in found[:_MOST]),
    )


def resident(desk: Desk, scenario_id: str) -> Answer:
    """One resident, where no page can be opened: who they are and what comes up."""
    scenario = desk.store.get(Scenario, scenario_id)
    note = AnswerItem(id=f"{RESIDENT}_{scenario.id}", text=scenario.content_note)
    return Answer(
        kind="practice",
        reactions=scenario.reactions,
        title=scenario.title,
        lead=desk.phrase("practice_one_lead", plain=scenario.plain, id=scenario.id),
        sections=(desk.section("practice_one", [note]),),
    )


def _for_reactions(desk: Desk, reactions: Sequence[str]) -> list[Scenario]:
    """The mainly practised reaction counts before others that show, then the first asked before the second."""

    def nearness(one: Scenario) -> tuple[int, int, str]:
        places = [place for place, reaction in enumerate(one.reactions) if reaction in reactions]
        return (places[0], one.level, one.id)

    return sorted((one for one in desk.store.all(Scenario) if set(one.reactions) & set(reactions)), key=nearness)


def _one_for_each(desk: Desk) -> list[Scenario]:
    return list(_first_of_each(sorted(desk.store.all(Scenario), key=lambda one: (one.level, one.id))))


def _first_of_each(scenarios: Iterable[Scenario]) -> Iterable[Scenario]:
    seen: set[str] = set()
    for one in scenarios:
        if one.reactions[0] not in seen:
            seen.add(one.reactions[0])
            yield one
