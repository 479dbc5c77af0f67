"""Checks what questions, paths and letters point at: codes, levels, roles, places."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.kinds import ALL_FOLDERS, Item, Letter, Path, Question, Questions
from knowledge.kinds.questions import Together
from knowledge.problems import Problem
from knowledge.reading import Library

_OWN = "name a question of the file"


def pointing_nowhere(library: Library) -> Iterator[Problem]:
    """Every code, level, role or place that is named and is not there."""
    codes = {line.id for _, line in library.every_line()}
    for questions in library.all(Questions):
        yield from _codes(library, questions, codes)
    for item in (*library.all(Questions), *library.all(Path), *library.all(Letter)):
        yield from _places_and_roles(library, item)
    for letter in library.all(Letter):
        if letter.confirms and letter.confirms not in library.items["letter"]:
            yield Problem(library.file_of(letter), "confirms", f"there is no `{letter.confirms}`", "name a letter")


def _codes(library: Library, questions: Questions, codes: set[str]) -> Iterator[Problem]:
    file, own = library.file_of(questions), {question.id for question in questions.questions}
    levels = {level.id for level in questions.levels} | {None}
    for question in questions.questions:
        for code in question.asks:
            if code not in codes:
                yield Problem(file, f"{question.id} asks", f"there is no line `{code}`", "name a line of the content")
        for code in question.only_if:
            if code not in own:
                yield Problem(file, f"{question.id} only_if", f"there is no `{code}` here", _OWN)
    for rule in questions.together:
        for code in rule.given:
            if code not in own:
                yield Problem(file, f"{rule.id} given", f"there is no `{code}` here", _OWN)
    raising: tuple[Question | Together, ...] = (*questions.questions, *questions.together)
    for one in raising:
        if one.raises_to not in levels:
            yield Problem(file, f"{one.id} raises_to", f"there is no level `{one.raises_to}`", "name one of `levels`")


def _places_and_roles(library: Library, item: Item) -> Iterator[Problem]:
    file = library.file_of(item)
    places = {f"{folder}/{one}" for folder, kind in ALL_FOLDERS.items() for one in library.items[kind.kind]}
    for line in item.all_lines():
        see = getattr(line, "see", None)
        if see is not None and see not in places:
            yield Problem(file, f"{line.id} see", f"there is no `{see}`", "check the folder and the id")
        for role in getattr(line, "by", ()):
            if role not in library.roles:
                yield Problem(file, f"{line.id} by", f"there is no role `{role}`", "name a role of roles.yml")
