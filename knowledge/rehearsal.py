"""Says every answer once, so that a missing or spoilt sentence of `phrases.yml` is found before a person meets it.

It finds nothing else: broken links and codes are `knowledge.checking`'s own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from string import Formatter
from typing import TypeVar

from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice
from knowledge.errands import Errand
from knowledge.guidance import errands, practising, reactions, reference, service, situations, telegram
from knowledge.guidance.desk import Desk
from knowledge.guidance.plain_text import plain_text
from knowledge.guidance.reactions import Seen
from knowledge.kinds import Checklist, Item, Principle, Reaction, Role, Scenario, Situation, Topic, Variant
from knowledge.problems import Problem
from knowledge.reading import Library
from knowledge.roleplay import sentences
from knowledge.store import ContentStore, Found, UnknownItem

KindT = TypeVar("KindT", bound=Item)
#: An answer whose lines have all that a line can have.
_WITH_EVERYTHING = Answer(
    kind="guidance",
    sections=(
        AnswerSection(
            id="any",
            title="Any",
            items=(
                AnswerItem(
                    id="A1", text="Any.", because="Any.", quotes=("any",), phone="1", sources=("W",), supplementary=True
                ),
            ),
        ),
    ),
    choices=(Choice(id="help", title="Any"),),
)


def unsayable(library: Library) -> Iterator[Problem]:
    """Every phrase that an answer needs and that is missing, or whose {placeholders} do not fit."""
    store = _Rehearsal(library)
    for answer in _every_answer(Desk(store)):
        try:
            answer()
        except UnknownItem:
            continue  # a broken link, reported by the check of links
    for name, (message, remedy) in sorted(store.unsaid.items()):
        yield Problem(f"{library.language}/phrases.yml", name, message, remedy)


class _Rehearsal(ContentStore):
    """The content straight from the library. It writes down each phrase that could not be said, and goes on."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.language = library.language
        self.unsaid: dict[str, tuple[str, str]] = {}

    def get(self, kind: type[KindT], item_id: str) -> KindT:
        found = self._library.items[kind.kind].get(item_id)
        if found is None:
            raise UnknownItem(item_id)
        return found  # type: ignore[return-value]

    def all(self, kind: type[KindT]) -> list[KindT]:
        return self._library.all(kind)

    def role(self, role_id: str) -> Role:
        if role_id not in self._library.roles:
            raise UnknownItem(role_id)
        return self._library.roles[role_id]

    def search(self, words: str, kinds: tuple[type[Item], ...] = (), most: int = 5) -> list[Found]:
        return [Found("topic", "any", "Any")]

    def phrase(self, name: str, **filled: object) -> str:
        pattern = self._library.phrases.get(name)
        if pattern is None:
            self.unsaid[name] = ("is missing", "put it back, or take it from the last release")
            return ""
        try:
            names = {field for _, field, _, _ in Formatter().parse(pattern) if field is not None}
        except ValueError:
            names = {"unreadable"}
        if names != set(filled):
            wanted = " and ".join(f"{{{field}}}" for field in filled) or "no braces"
            self.unsaid[name] = ("has other braces than the program fills", f"use {wanted}")
        return pattern


def _every_answer(desk: Desk) -> Iterator[Callable[[], object]]:
    for kind, answer in (
        (Principle, reference.principle),
        (Checklist, reference.checklist),
        (Topic, reference.topic),
    ):
        for item in desk.store.all(kind):
            yield partial(answer, desk, item.id)
    for situation in desk.store.all(Situation):
        yield partial(situations.first_aid, desk, [situation.id])
    for reaction in desk.store.all(Reaction):
        yield from _about_reaction(desk, reaction)
    for list_ in (reference.list_principles, reference.list_checklists):
        yield partial(list_, desk)
    for group in ("retrafficking", "evidence"):
        yield partial(reference.list_topics, desk, group)
    yield partial(reference.found, desk, "any")
    yield from _of_the_service(desk)
    yield from _of_practice(desk)
    yield from _of_errands(desk)
    yield partial(plain_text, desk, _WITH_EVERYTHING)
    for name, filled in telegram.SENTENCES.items():
        yield partial(telegram.sentence, desk, name, **dict.fromkeys(filled, "any"))
    for name, filled in sentences.SENTENCES.items():
        yield partial(sentences.sentence, desk.store, name, **dict.fromkeys(filled, "any"))


def _of_practice(desk: Desk) -> Iterator[Callable[[], Answer]]:
    yield partial(practising.residents, desk)
    yield partial(practising.residents, desk, [one.id for one in desk.store.all(Reaction)[:1]])
    for scenario in desk.store.all(Scenario)[:1]:
        yield partial(practising.resident, desk, scenario.id)


def _of_errands(desk: Desk) -> Iterator[Callable[[], object]]:
    for name in errands.PAGES:
        yield partial(errands.on_the_page, desk, Errand(name))
    for checklist in desk.store.all(Checklist)[:1]:
        yield partial(errands.ask_for_the_case, desk, checklist.id)


def _about_reaction(desk: Desk, reaction: Reaction) -> Iterator[Callable[[], Answer]]:
    seen = [Seen(reaction.id), *(Seen(other.id) for other in desk.store.all(Reaction)[:1])]
    for variant in (None, *(variant.id for variant in desk.store.all(Variant))):
        yield partial(reactions.explain, desk, seen, variant)
    every_response = [line.id for one in desk.store.all(Reaction) for line in one.responses]
    yield partial(reactions.more_to_try, desk, seen, (), True)
    yield partial(reactions.more_to_try, desk, seen, every_response)
    for part in (reactions.words_to_say, reactions.what_to_avoid, reactions.why):
        yield partial(part, desk, seen)
    yield partial(reactions.clarify, desk, [reaction.id])


def _of_the_service(desk: Desk) -> Iterator[Callable[[], Answer]]:
    for answer in (
        reactions.none_of_the_eight,
        reactions.ask_which,
        situations.not_urgent,
        service.greeting,
        service.help_,
        service.describe,
        service.privacy,
        service.about_the_program,
        service.thanks,
        service.goodbye,
        service.out_of_scope,
        service.contacts,
        service.staff_strain,
        service.no_practice_running,
        service.go_on,
        service.start_over,
        service.tell_more,
        service.trouble,
    ):
        yield partial(answer, desk)
    for reason in ("empty", "command", "unreadable", "choice"):
        yield partial(service.refused, desk, reason)
    yield partial(service.refused, desk, "long", length=1, limit=1)
