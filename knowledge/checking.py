"""Checks the content as a whole: links, sources, plain words, what is due for review.

Run `python -m knowledge.checking` or `steadyhand content check`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.kinds import ALL_FOLDERS, EscalateLine, Item, Manifestation, Reaction, Situation
from knowledge.kinds.base import Line
from knowledge.own_voice import own_voice
from knowledge.plain_words import HIGHEST_READING_AGE, reading_age, unsuitable_words
from knowledge.problems import ContentError, Problem
from knowledge.procedures.checking import pointing_nowhere
from knowledge.reading import CONTENT_FOLDER, Library, read_library
from knowledge.rehearsal import unsayable
from knowledge.roleplay.checking import practice

#: A sentence longer than this is split by its author.
LONGEST_LINE_WORDS = 70


def check(library: Library) -> list[Problem]:
    """Every problem that keeps the content from being released, in the order of files."""
    own = (_links, _sources, _codes, _roles, _plain_words, _suitable_words, _safety_notes)
    checks = (*own, unsayable, practice, pointing_nowhere)
    return sorted(problem for one_check in checks for problem in one_check(library))


def due_for_review(library: Library, today: dt.date) -> list[tuple[str, dt.date]]:
    """Items whose review date has passed or passes today, as (file, date), the oldest first."""
    due = [(library.file_of(item), item.review_by) for item in library.every_item() if item.review_by <= today]
    return sorted(due, key=lambda pair: pair[1])


def counts(library: Library) -> dict[str, int]:
    """How many items of each kind, lines, lines from the seeds, and supplementary lines there are."""
    found = {folder: len(library.items[kind.kind]) for folder, kind in ALL_FOLDERS.items()}
    lines = [line for _, line in library.every_line()]
    found["lines"] = len(lines)
    found["supplementary lines"] = sum(line.supplementary for line in lines)
    found["lines that need a sign-off"] = sum("P" in line.sources for line in lines)
    found["sources"] = len(library.sources)
    return found


def _links(library: Library) -> Iterator[Problem]:
    known = {f"{folder}/{item_id}" for folder, kind in ALL_FOLDERS.items() for item_id in library.items[kind.kind]}
    for item in library.every_item():
        for link in item.see_also:
            if link not in known:
                yield Problem(library.file_of(item), "see_also", f"there is no `{link}`", "check the folder and the id")
    for situation in library.all(Situation):
        if situation.part_of and situation.part_of not in library.items["situation"]:
            remedy = "name a file of situations/"
            yield Problem(library.file_of(situation), "part_of", f"there is no `{situation.part_of}`", remedy)
    for reaction in library.all(Reaction):
        yield from _reaction_links(library, reaction)


def _reaction_links(library: Library, reaction: Reaction) -> Iterator[Problem]:
    file = library.file_of(reaction)
    own = {line.id for line in reaction.manifestations}
    for response in reaction.responses:
        for code in response.fits:
            if code not in own:
                field = f"responses {response.id} fits"
                yield Problem(file, field, f"there is no `{code}` here", "name a manifestation")
    routed: tuple[EscalateLine | Manifestation, ...] = (*reaction.escalate, *reaction.manifestations)
    for line in routed:
        if line.situation and line.situation not in library.items["situation"]:
            yield Problem(file, line.id, f"there is no situation `{line.situation}`", "name a file of situations/")
    for link in reaction.principles:
        if link.id not in library.items["principle"]:
            yield Problem(file, "principles", f"there is no principle `{link.id}`", "name a file of principles/")


def _sources(library: Library) -> Iterator[Problem]:
    for item, line in library.every_line():
        for source in line.sources:
            if source not in library.sources:
                remedy = "add it to sources.yml or correct the number"
                yield Problem(library.file_of(item), f"{line.id} sources", f"there is no source `{source}`", remedy)


def _codes(library: Library) -> Iterator[Problem]:
    seen: Counter[str] = Counter(line.id for _, line in library.every_line())
    for item, line in library.every_line():
        if seen[line.id] > 1:
            remedy = "give one of them a new code; a code is never used twice"
            yield Problem(library.file_of(item), line.id, "this code stands in more than one place", remedy)


def _roles(library: Library) -> Iterator[Problem]:
    for item in library.every_item():
        for place, role in _named_roles(item):
            if role not in library.roles:
                yield Problem(library.file_of(item), place, f"there is no role `{role}`", "name a role of roles.yml")


def _named_roles(item: Item) -> Iterator[tuple[str, str]]:
    if isinstance(item, Reaction):
        for line in item.escalate:
            yield from ((line.id, role) for role in line.to)
    if isinstance(item, Situation):
        yield "alert", item.alert
        yield from (("notify", entry.to) for entry in item.notify)


def _plain_words(library: Library) -> Iterator[Problem]:
    for item in library.every_item():
        file = library.file_of(item)
        for line in item.all_lines():
            yield from _length(file, line)
        age = reading_age(" ".join([item.plain, *(_sentence(line.text) for line in item.all_lines())]))
        if age > HIGHEST_READING_AGE:
            remedy = f"shorten sentences and words until it is {HIGHEST_READING_AGE:.0f} or less"
            yield Problem(file, "reading age", f"is {age:.1f} years", remedy)


def _length(file: str, line: Line) -> Iterator[Problem]:
    more = (getattr(line, name, None) for name in ("because", "when", "stands_out", "find_out", "hint"))
    for text in (line.text, *(text for text in more if isinstance(text, str))):
        if len(text.split()) > LONGEST_LINE_WORDS:
            yield Problem(file, line.id, f"has {len(text.split())} words", "make it two lines or say it shorter")


def _suitable_words(library: Library) -> Iterator[Problem]:
    """No diagnosis, no blame, no promise in anything that we say ourselves, whatever field it stands in."""
    said = [(library.file_of(item), place, text) for item in library.every_item() for place, text in own_voice(item)]
    said += [(f"{library.language}/phrases.yml", name, text) for name, text in library.phrases.items()]
    said += [(f"{library.language}/roles.yml", role.id, role.call_for) for role in library.roles.values()]
    for file, place, text in said:
        for what, words in unsuitable_words(text):
            remedy = "say what is seen and heard instead; put bad examples in “curly quotes”"
            yield Problem(file, place, f"“{words}” reads as {what}", remedy)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”")) else text + "."


def _safety_notes(library: Library) -> Iterator[Problem]:
    """Family contact never without its safety note; self-injury always also a safety matter (the dossier's notes)."""
    for reaction in library.all(Reaction):
        file = library.file_of(reaction)
        notes = {line.id for line in reaction.safety_notes}
        for response in reaction.responses:
            if response.safety_note and response.safety_note not in notes:
                remedy = "add the note under safety_notes"
                yield Problem(file, response.id, f"there is no note `{response.safety_note}`", remedy)
            if "family" in response.text.lower() and not response.safety_note:
                remedy = "add `safety_note:` with the code of the note on family contact"
                yield Problem(file, response.id, "offers family contact without its safety note", remedy)
        for line in reaction.manifestations:
            hurts = any(word in line.text.lower() for word in ("own body", "themselves physically", "self-harm"))
            if hurts and not line.situation:
                remedy = "add `situation: suicide_self_harm`"
                yield Problem(file, line.id, "is self-injury without its urgent situation", remedy)


def main(folder: Path = CONTENT_FOLDER) -> int:
    """Print every problem, or the counts when there is none. Returns the exit status, 0 or 2."""
    try:
        library = read_library(folder)
    except ContentError as error:
        print(error)
        return 2
    problems = check(library)
    for problem in problems:
        print(problem)
    if not problems:
        for name, number in counts(library).items():
            print(f"{number:5d} {name}")
    return 2 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
