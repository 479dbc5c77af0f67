"""Principles, checklists and subjects, as they are looked up."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice, Kind, item_of
from knowledge.guidance.desk import Desk
from knowledge.kinds import Checklist, Item, Principle, Topic

#: How an answer of each group of subjects is called.
_TOPIC_KINDS: dict[str, Kind] = {
    "retrafficking": "retrafficking",
    "evidence": "evidence",
    "service": "about",
    "staff": "staff",
}


def principle(desk: Desk, principle_id: str) -> Answer:
    """What a principle means, the duties in daily work, and the dilemmas it decides."""
    item = desk.store.get(Principle, principle_id)
    sections = [
        desk.section("explanation", [item_of(line) for line in item.explanation]),
        desk.section("duties", [item_of(line) for line in item.duties]),
    ]
    if item.dilemmas:
        dilemmas = [
            item_of(line).model_copy(update={"text": desk.phrase("dilemma", when=line.when, text=line.text)})
            for line in item.dilemmas
        ]
        sections.append(desk.section("dilemmas", dilemmas))
    return _about(desk, item, "principle", sections, desk.choices("principles", "checklists", "supervisor"))


def checklist(desk: Desk, checklist_id: str) -> Answer:
    """The steps of a procedure, in order, with the site's own steps after them."""
    item = desk.store.get(Checklist, checklist_id)
    sections = [_lines(section.id, section.title, section.lines, ordered=True) for section in item.sections]
    local = desk.site.local_steps.get(checklist_id, ())
    if local:
        steps = [AnswerItem(id=f"{item.code}-LOCAL{number}", text=text) for number, text in enumerate(local, start=1)]
        sections.append(desk.section("local_steps", steps))
    if item.do_not:
        sections.append(desk.section("do_not", [item_of(line) for line in item.do_not]))
    if item.notes:
        sections.append(desk.section("notes", [item_of(line) for line in item.notes]))
    answer = _about(desk, item, "checklist", sections, desk.choices("checklists", "principles", "supervisor"))
    return answer.model_copy(update={"lead": item.purpose})


def topic(desk: Desk, topic_id: str) -> Answer:
    """A subject: re-trafficking, evidence, the limits of the service, staff's own strain."""
    item = desk.store.get(Topic, topic_id)
    sections = [_lines(section.id, section.title, section.lines) for section in item.sections]
    kind = _TOPIC_KINDS[item.group]
    offered = ("supervisor", "help") if kind == "staff" else ("retrafficking", "evidence", "help")
    return _about(desk, item, kind, sections, desk.choices(*offered))


def list_principles(desk: Desk) -> Answer:
    """The nine principles as choices."""
    return _list(desk, "principle", "principles_list", "principle", desk.store.all(Principle))


def list_checklists(desk: Desk) -> Answer:
    """Every checklist as a choice."""
    return _list(desk, "checklist", "checklists_list", "checklist", desk.store.all(Checklist))


def list_topics(desk: Desk, group: str) -> Answer:
    """The subjects of a group as choices: `retrafficking` or `evidence`."""
    topics = [one for one in desk.store.all(Topic) if one.group == group]
    return _list(desk, _TOPIC_KINDS[group], f"{group}_list", "topic", topics)


def by_id(desk: Desk, item_id: str | None) -> Answer | None:
    """The principle, checklist or subject of this id, whichever there is; None when there is none."""
    if item_id and desk.store.has(Principle, item_id):
        return principle(desk, item_id)
    if item_id and desk.store.has(Checklist, item_id):
        return checklist(desk, item_id)
    if item_id and desk.store.has(Topic, item_id):
        return topic(desk, item_id)
    return None


def found(desk: Desk, words: str) -> Answer:
    """What was not understood: the nearest items by words, offered as choices, and an honest "I am not sure"."""
    hits = desk.store.search(words, kinds=(Principle, Checklist, Topic), most=3)
    offered = tuple(Choice(id=f"{hit.kind}:{hit.id}", title=hit.title) for hit in hits)
    lead = desk.phrase("not_understood_lead")
    if offered:
        lead = f"{lead} {desk.phrase('found_lead')}"
    choices = (*offered, *desk.choices("describe", "checklists", "supervisor", "help"))
    return Answer(kind="not_understood", title=desk.phrase("not_understood_title"), lead=lead, choices=choices)


def _about(
    desk: Desk, item: Item, kind: Kind, sections: Sequence[AnswerSection], choices: tuple[Choice, ...]
) -> Answer:
    return Answer(
        kind=kind, topic=item.id, title=item.title, lead=item.plain, sections=tuple(sections), choices=choices
    )


def _lines(section_id: str, title: str, lines: Sequence[object], ordered: bool = False) -> AnswerSection:
    items = tuple(item_of(line) for line in lines)  # type: ignore[arg-type]
    return AnswerSection(id="steps" if ordered else section_id, title=title, items=items, ordered=ordered)


def _list(desk: Desk, kind: Kind, phrase: str, prefix: str, items: Sequence[Item]) -> Answer:
    choices = tuple(Choice(id=f"{prefix}:{item.id}", title=item.title) for item in items)
    return Answer(kind=kind, title=desk.phrase(f"{phrase}_title"), lead=desk.phrase(f"{phrase}_lead"), choices=choices)
