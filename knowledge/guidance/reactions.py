"""The answer to a described behaviour, and to what is asked after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice, item_of
from knowledge.guidance.desk import AFTER_GUIDANCE, Desk
from knowledge.kinds import Principle, Reaction, Response, Variant
from knowledge.kinds.variant import VariantLine

#: Lines shown before "more": of the likelier reaction, and of a second one.
_TRY_FIRST, _TRY_SECOND = 4, 2
_SAY_FIRST, _SAY_SECOND = 3, 1
_AVOID_FIRST, _AVOID_SECOND = 3, 1
#: How many reactions a clarifying question offers.
_MOST_OFFERED = 3


@dataclass(frozen=True)
class Seen:
    """A reaction that was recognised: the person's own words that led there, and the manifestations they match best."""

    id: str
    quotes: tuple[str, ...] = ()
    manifestations: tuple[str, ...] = ()


def explain(desk: Desk, seen: Sequence[Seen], variant: str | None = None) -> Answer:
    """The full answer for one or two reactions, the likelier first."""
    pairs = [(desk.store.get(Reaction, one.id), one) for one in seen[:2]]
    sections = [_may_be(desk, pairs)]
    if variant and desk.store.has(Variant, variant):
        sections.append(_remember(desk, variant, [one.id for one in seen]))
    sections.append(desk.section("try_now", _responses(pairs)))
    notes = _safety_notes(reaction for reaction, _ in pairs)
    if notes:
        sections.append(desk.section("safety_note", notes))
    moment = [item_of(line, reaction=reaction.id) for reaction, _ in pairs for line in reaction.in_the_moment]
    if moment:
        sections.append(desk.section("moment", moment))
    sections.append(desk.section("say", _say(desk, pairs, variant)))
    sections.append(desk.section("avoid", _avoid(desk, pairs, variant)))
    sections.append(desk.section("principles", _principles(desk, pairs)))
    sections.append(desk.section("escalate", _escalate(desk, pairs)))
    return Answer(
        kind="guidance",
        reactions=tuple(one.id for one in seen),
        lead=desk.phrase("may_be_lead") if len(pairs) > 1 else None,
        sections=tuple(sections),
        choices=_next(desk, variant),
    )


def clarify(desk: Desk, candidates: Sequence[str]) -> Answer:
    """A short question with two or three choices in everyday behaviours, never a guess dressed as an answer."""
    reactions = [desk.store.get(Reaction, one) for one in candidates[:_MOST_OFFERED]]
    choices = [Choice(id=f"reaction:{one.id}", title=one.everyday) for one in reactions]
    none = Choice(id="none_of_these", title=desk.phrase("none_of_these"))
    lead = desk.phrase("clarify_lead")
    return Answer(kind="clarify", lead=lead, choices=(*choices, none))


def none_of_the_eight(desk: Desk) -> Answer:
    """Says so, and offers what can be done."""
    return Answer(
        kind="none_of_the_eight",
        title=desk.phrase("none_title"),
        lead=desk.phrase("none_lead"),
        choices=desk.choices("supervisor", "checklists", "principles", "help"),
    )


def more_to_try(desk: Desk, seen: Sequence[Seen], shown: Iterable[str], did_not_help: bool = False) -> Answer:
    """The supportive responses that were not yet shown first; when none is left, it says so and names a person."""
    already = set(shown)
    reactions = [desk.store.get(Reaction, one.id) for one in seen]
    responses = [(reaction, line) for reaction in reactions for line in reaction.responses]
    left = [item_of(line, reaction=reaction.id) for reaction, line in responses if line.id not in already]
    moment = [item_of(line, reaction=reaction.id) for reaction in reactions for line in reaction.in_the_moment]
    notes = _safety_notes(reactions)
    sections = [desk.section("try_next", left)] if left else []
    sections += [desk.section("safety_note", notes)] if left and notes else []
    sections += [desk.section("moment", moment)] if moment else []
    lead = desk.phrase("did_not_help_lead") if did_not_help else None
    if not left:
        lead = desk.phrase("nothing_more_lead")
        sections.append(desk.section("escalate", _escalate(desk, [(reaction, None) for reaction in reactions])))
    return Answer(
        kind="guidance",
        reactions=tuple(one.id for one in seen),
        title=desk.phrase("did_not_help_title") if did_not_help else None,
        lead=lead,
        sections=tuple(sections),
        choices=desk.choices("what_to_say", "avoid", "why", "supervisor"),
    )


def words_to_say(desk: Desk, seen: Sequence[Seen], variant: str | None = None) -> Answer:
    """Sentences ready to use."""
    pairs = [(desk.store.get(Reaction, one.id), one) for one in seen]
    items = [item.model_copy(update={"first": True}) for item in _say(desk, pairs, variant)]
    answer = _part(desk, seen, "say", items, "avoid", "alternatives", "why", "did_not_help")
    notes = _safety_notes(reaction for reaction, _ in pairs)
    if notes:  # words that offer contact with the family never stand without their safety note
        answer = answer.model_copy(update={"sections": (*answer.sections, desk.section("safety_note", notes))})
    return answer


def what_to_avoid(desk: Desk, seen: Sequence[Seen], variant: str | None = None) -> Answer:
    """What is better not done, each with its reason."""
    pairs = [(desk.store.get(Reaction, one.id), one) for one in seen]
    items = [item.model_copy(update={"first": True}) for item in _avoid(desk, pairs, variant)]
    return _part(desk, seen, "avoid", items, "what_to_say", "alternatives", "why", "supervisor")


def why(desk: Desk, seen: Sequence[Seen]) -> Answer:
    """What may lie behind the reaction, with sources."""
    reactions = [desk.store.get(Reaction, one.id) for one in seen]
    items = [item_of(line, reaction=reaction.id) for reaction in reactions for line in reaction.behind]
    answer = _part(desk, seen, "behind", items, "alternatives", "what_to_say", "evidence")
    return answer.model_copy(update={"kind": "evidence"})


def ask_which(desk: Desk) -> Answer:
    """A follow-up came with nothing to follow: ask for the behaviour."""
    return Answer(kind="clarify", lead=desk.phrase("no_context_lead"), choices=desk.choices("help", "checklists"))


def first_shown(answer: Answer) -> tuple[str, ...]:
    """The codes of the responses an answer showed before "more"."""
    shown = (section for section in answer.sections if section.id in ("try_now", "try_next"))
    return tuple(item.id for section in shown for item in section.items if item.first)


def _safety_notes(reactions: Iterable[Reaction]) -> list[AnswerItem]:
    return [item_of(note, reaction=reaction.id) for reaction in reactions for note in reaction.safety_notes]


Pairs = Sequence[tuple[Reaction, Seen | None]]


def _part(desk: Desk, seen: Sequence[Seen], name: str, items: list[AnswerItem], *choices: str) -> Answer:
    section = desk.section(name, items)
    ids = tuple(one.id for one in seen)
    title = " · ".join(desk.store.get(Reaction, one).title for one in ids)
    return Answer(kind="guidance", reactions=ids, title=title, sections=(section,), choices=desk.choices(*choices))


def _may_be(desk: Desk, pairs: Sequence[tuple[Reaction, Seen]]) -> AnswerSection:
    items = []
    for number, (reaction, seen) in enumerate(pairs):
        name = "may_be_also" if number else "may_be"
        items.append(
            AnswerItem(
                id=reaction.code,
                text=desk.phrase(name, title=reaction.title, plain=reaction.plain),
                sources=reaction.manifestations[0].sources,
                quotes=seen.quotes,
                reaction=reaction.id,
                link=f"reactions/{reaction.id}",
            )
        )
    return desk.section("may_be", items)


def _remember(desk: Desk, variant_id: str, reactions: list[str]) -> AnswerSection:
    variant = desk.store.get(Variant, variant_id)
    items = [item_of(line) for line in _holding(variant.remember, reactions)]
    return desk.section("remember", items, title=variant.title)


def _holding(lines: tuple[VariantLine, ...], reactions: list[str]) -> list[VariantLine]:
    return [line for line in lines if not line.reactions or set(line.reactions) & set(reactions)]


def _responses(pairs: Sequence[tuple[Reaction, Seen]]) -> list[AnswerItem]:
    """All responses: those that fit first, the rest after them and folded away."""
    first: list[AnswerItem] = []
    rest: list[AnswerItem] = []
    for number, (reaction, seen) in enumerate(pairs):
        most = _TRY_SECOND if number else _TRY_FIRST
        ordered = _by_fit(reaction.responses, seen.manifestations)
        first += [item_of(line, reaction=reaction.id) for line in ordered[:most]]
        rest += [item_of(line, reaction=reaction.id, first=False) for line in ordered[most:]]
    return first + rest


def _by_fit(responses: tuple[Response, ...], manifestations: tuple[str, ...]) -> list[Response]:
    """Responses in the order of the best manifestation they fit; the table's own order breaks ties."""

    def rank(response: Response) -> int:
        places = [manifestations.index(code) for code in response.fits if code in manifestations]
        return min(places, default=len(manifestations))

    return sorted(responses, key=rank)


def _say(desk: Desk, pairs: Pairs, variant: str | None) -> list[AnswerItem]:
    items = _first_of(pairs, "say", _SAY_FIRST, _SAY_SECOND)
    return _variant_items(desk, pairs, variant, "say") + items


def _avoid(desk: Desk, pairs: Pairs, variant: str | None) -> list[AnswerItem]:
    items = _first_of(pairs, "avoid", _AVOID_FIRST, _AVOID_SECOND)
    return _variant_items(desk, pairs, variant, "avoid") + items


def _variant_items(desk: Desk, pairs: Pairs, variant: str | None, name: str) -> list[AnswerItem]:
    if not variant or not desk.store.has(Variant, variant):
        return []
    lines: tuple[VariantLine, ...] = getattr(desk.store.get(Variant, variant), name)
    return [item_of(line) for line in _holding(lines, [reaction.id for reaction, _ in pairs])]


def _first_of(pairs: Pairs, name: str, first: int, second: int) -> list[AnswerItem]:
    items = []
    for number, (reaction, _) in enumerate(pairs):
        most = second if number else first
        for place, line in enumerate(getattr(reaction, name)):
            items.append(item_of(line, reaction=reaction.id, first=place < most))
    return sorted(items, key=lambda item: not item.first)


def _principles(desk: Desk, pairs: Pairs) -> list[AnswerItem]:
    items: dict[str, AnswerItem] = {}
    for reaction, _ in pairs:
        for link in reaction.principles:
            principle = desk.store.get(Principle, link.id)
            items.setdefault(
                link.id,
                AnswerItem(
                    id=principle.code,
                    text=desk.phrase("principle", title=principle.title, because=link.because),
                    sources=("P",),
                    supplementary=True,
                    reaction=reaction.id,
                    link=f"principles/{link.id}",
                ),
            )
    return list(items.values())


def _escalate(desk: Desk, pairs: Pairs) -> list[AnswerItem]:
    items = []
    for reaction, _ in pairs:
        for line in reaction.escalate:
            item = item_of(line, reaction=reaction.id, situation=line.situation)
            text = desk.phrase("escalate", text=line.text, roles=desk.role_names(line.to))
            link = f"situations/{line.situation}" if line.situation else None
            items.append(item.model_copy(update={"text": text, "link": link}))
    return items


def _next(desk: Desk, variant: str | None) -> tuple[Choice, ...]:
    return desk.choices(*(one for one in AFTER_GUIDANCE if one != f"variant:{variant}"))
