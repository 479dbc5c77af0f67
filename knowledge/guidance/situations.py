"""The answer to an urgent situation: what goes before everything else."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice, item_of
from knowledge.guidance.desk import Desk
from knowledge.kinds import Situation


def first_aid(desk: Desk, situation_ids: Sequence[str]) -> Answer:
    """First steps in order, what not to do, and whom to call, for the most urgent of the situations.

    The others, and the narrower situations that belong to the first, are one tap away.
    """
    situations = sorted(
        (desk.store.get(Situation, one) for one in dict.fromkeys(situation_ids)), key=lambda one: one.priority
    )
    main = situations[0]
    return Answer(
        kind="urgent",
        situations=tuple(one.id for one in situations),
        title=desk.phrase("urgent_title", title=main.title),
        lead=_lead(desk, main),
        sections=tuple(_sections(desk, main)),
        choices=_choices(desk, main, situations[1:]),
    )


def _lead(desk: Desk, situation: Situation) -> str:
    """What comes before the steps: that this phones nobody, and, where it may be about them, a word to the writer."""
    said = [desk.phrase("urgent_lead"), desk.phrase("no_alert")]
    if situation.id == "suicide_self_harm" or situation.part_of == "suicide_self_harm":
        said.append(desk.phrase("staff_too"))
    return " ".join(said)


def not_urgent(desk: Desk) -> Answer:
    """A wrong alarm, taken back: never a problem."""
    return Answer(kind="help", lead=desk.phrase("not_urgent_lead"), choices=desk.choices("help", "supervisor"))


def call_list(desk: Desk, situation: Situation) -> list[AnswerItem]:
    """Whom to call, with the site's own numbers."""
    return [
        desk.call_item(entry.to, entry.text, f"{situation.code}-CALL{number}")
        for number, entry in enumerate(situation.notify, start=1)
    ]


def _sections(desk: Desk, situation: Situation) -> list[AnswerSection]:
    items = [item_of(line, situation=situation.id) for line in situation.first_steps]
    sections = [desk.section("first_steps", items, ordered=True), desk.section("call", call_list(desk, situation))]
    if situation.time_limits:
        sections.insert(0, desk.section("time_limits", [item_of(line) for line in situation.time_limits]))
    sections.append(desk.section("urgent_avoid", [item_of(line, situation=situation.id) for line in situation.avoid]))
    local = desk.site.local_steps.get(situation.id, ())
    if local:
        steps = [AnswerItem(id=f"{situation.code}-LOCAL{n}", text=text) for n, text in enumerate(local, start=1)]
        sections.insert(1, desk.section("local_steps", steps))
    if situation.background:
        sections.append(desk.section("background", [item_of(line, first=False) for line in situation.background]))
    return sections


def _choices(desk: Desk, main: Situation, others: Sequence[Situation]) -> tuple[Choice, ...]:
    narrower = [one for one in desk.store.all(Situation) if one.part_of == main.id]
    offered = [Choice(id=f"situation:{one.id}", title=one.title) for one in (*others, *narrower)]
    return (*offered, Choice(id="not_urgent", title=desk.phrase("not_urgent")))
