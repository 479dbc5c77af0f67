"""Checks scenarios and moves: links, an answer to every move in every phase, words that break the role, dead ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.kinds import Move, Scenario
from knowledge.kinds.move import FAMILIES
from knowledge.kinds.scenario import Said
from knowledge.problems import Problem
from knowledge.reading import Library
from knowledge.roleplay.lines import pools
from knowledge.roleplay.walking import dead_ends

#: Lines that can answer one move in one phase, all places together; fewer would repeat within a few plays.
FEWEST_ANSWERS = 4
#: Lines a phase has of its own, all moves together, so that it sounds different from the others.
FEWEST_OWN_LINES = 10
LONGEST_SAID_WORDS = 60
#: Words that no resident would say: those of the program, of training, and of a report.
_OUT_OF_ROLE = re.compile(
    r"\b(?:chat ?bot|language model|as an ai|artificial|computer program|role.?play\w*|scenario|trainee|trainer|"
    r"feedback|score|the move|simulation|exercise|victims?|trauma.?informed|reflective listening|open question|"
    r"validat(?:e|ion)|coping|trigger(?:s|ed)?|PTSD|perpetrator|beneficiar\w+)\b|[{}\[\]<>_#|]",
    re.IGNORECASE,
)
#: Details nobody needs in order to practise (no graphic detail, see docs/scenarios.md).
_GRAPHIC = re.compile(
    r"\b(?:rap(?:ed|ing|es?)|penis|vagina|semen|naked|intestines|bullet wound|slit|gore)\b", re.IGNORECASE
)
_SENSE = ("helpful", "harmful", "neutral")


def practice(library: Library) -> Iterator[Problem]:
    """Every problem of the moves and the scenarios."""
    moves = library.all(Move)
    codes = {line.id for _, line in library.every_line()}
    for move in moves:
        yield from _move_links(library, move, codes)
    for scenario in library.all(Scenario):
        yield from one_scenario(library, scenario, library.file_of(scenario))


def one_scenario(library: Library, scenario: Scenario, file: str) -> Iterator[Problem]:
    """Every problem of one scenario, in the library or not yet. It is played when its words are in order."""
    moves = library.all(Move)
    broken = [*_links(library, scenario, moves), *_weights(scenario, moves)]
    broken += [*_answers(scenario, moves), *_words(scenario)]
    yield from (Problem(file, *parts) for parts in broken)
    if not broken:
        yield from (Problem(file, *parts) for parts in dead_ends(scenario, tuple(moves)))


def _move_links(library: Library, move: Move, codes: set[str]) -> Iterator[Problem]:
    file, known = library.file_of(move), library.items["move"]
    for field, ids in (("breaks", move.breaks), ("twin", (move.twin,) if move.twin else ())):
        for one in ids:
            if one not in known:
                yield Problem(file, field, f"there is no move `{one}`", "name a file of moves/")
    for better in move.better:
        if better.like and better.like not in codes:
            yield Problem(file, f"{better.id} like", f"there is no line `{better.like}`", "name a line's code")
    for principle in move.principles:
        if principle not in library.items["principle"]:
            yield Problem(file, "principles", f"there is no principle `{principle}`", "name a file of principles/")


Parts = tuple[str, str, str]


def _links(library: Library, scenario: Scenario, moves: list[Move]) -> Iterator[Parts]:
    ids = {move.id for move in moves}
    wide = ids | set(FAMILIES)
    told = {reveal.id for reveal in scenario.reveals}
    named: list[tuple[str, tuple[str, ...], set[str], str]] = [
        ("reactions", scenario.reactions, set(library.items["reaction"]), "name a file of reactions/"),
        ("helps_most", scenario.helps_most, ids, "name a move"),
        ("closes_up", scenario.closes_up, ids, "name a move"),
        ("goal done", scenario.goal.done, ids, "name a move"),
        ("goal told", scenario.goal.told, told, "name something under `reveals:`"),
    ]
    named += [(f"phases {one.id} weigh", tuple(one.weigh), wide, "name a move or a family") for one in scenario.phases]
    for reveal in scenario.reveals:
        named.append((f"reveals {reveal.id} after", reveal.after, wide, "name a move or a family"))
        named.append((f"reveals {reveal.id} once_told", reveal.once_told, told - {reveal.id}, "name another reveal"))
    named += [("triggers unless", one.unless, ids, "name a move") for one in scenario.triggers]
    for talk in ("good", "poor"):
        for number, step in enumerate(getattr(scenario.examples, talk), start=1):
            named.append((f"examples {talk} {number}", step.moves, ids, "name moves before the colon, with + between"))
    for place, group in scenario.lines.items():
        named.append((f"lines {place}", tuple(group), wide | set(_SENSE), "name a move, a family or a side"))
    for field, given, known, remedy in named:
        for one in given:
            if one not in known:
                yield field, f"there is no `{one}`", remedy


def _weights(scenario: Scenario, moves: list[Move]) -> Iterator[Parts]:
    harmful = {move.id for move in moves if move.side == "harmful"} | {
        family for family, side in FAMILIES.items() if side == "harmful"
    }
    for phase in scenario.phases:
        for name, weight in phase.weigh.items():
            lowest = 0.5 if name in harmful else 0.2
            if not lowest <= weight <= 2.5:
                yield f"phases {phase.id} weigh", f"{name} is {weight}", f"use a number from {lowest} to 2.5"
    for trigger in scenario.triggers:
        if trigger.effect.trust > 0:
            yield "triggers effect", "a sore point raises trust", "make trust 0 or less"


def _answers(scenario: Scenario, moves: list[Move]) -> Iterator[Parts]:
    for phase in scenario.phases:
        own = sum(len(lines) for lines in scenario.lines[phase.id].values())
        if own < FEWEST_OWN_LINES:
            yield f"lines {phase.id}", f"has only {own} lines of its own", f"write at least {FEWEST_OWN_LINES}"
        for move in moves:
            found = {key for level in pools(scenario, phase, move.id, move.family) for key, _ in level}
            if len(found) < FEWEST_ANSWERS:
                where = f"under `{phase.id}:` or `anywhere:` for {move.family} or {move.side}"
                remedy = f"write {FEWEST_ANSWERS} or more {where}"
                yield f"lines {phase.id}", f"the move {move.id} finds only {len(found)} answers", remedy


def every_said(scenario: Scenario) -> Iterator[tuple[str, Said]]:
    """Every line the resident may say, with the place it stands in."""
    places = [("opening", scenario.opening)]
    places += [(f"lines {place} {key}", said) for place, group in scenario.lines.items() for key, said in group.items()]
    places += [(f"reveals {one.id}", one.says) for one in scenario.reveals]
    places += [(f"triggers {number}", one.says) for number, one in enumerate(scenario.triggers, start=1)]
    places += [(f"leaves {number}", one.says) for number, one in enumerate(scenario.leaves, start=1)]
    for part in ("remembers", "parting"):
        group = getattr(scenario, part)
        places += [(f"{part} {name}", getattr(group, name)) for name in type(group).model_fields]
    for place, lines in places:
        for line in lines:
            yield place, line


def _words(scenario: Scenario) -> Iterator[Parts]:
    spoken = list(every_said(scenario))
    times = Counter(line.says for _, line in spoken)
    for place, line in spoken:
        said = f"“{line.says[:40]}”"
        if found := _OUT_OF_ROLE.search(line.says):
            yield place, f"{said} breaks the role: “{found.group(0)}”", "say it as this resident would"
        if found := _GRAPHIC.search(line.says):
            yield place, f"{said} is graphic: “{found.group(0)}”", "hint at it; nobody needs it in order to practise"
        if line.says.count("*") % 2:
            yield place, f"{said} has a star without its pair", "put an action between two *stars*"
        if len(line.says.split()) > LONGEST_SAID_WORDS:
            yield place, f"{said} has {len(line.says.split())} words", f"say it in {LONGEST_SAID_WORDS} or fewer"
        if times[line.says] > 1 and re.search(r"\w", line.says):
            yield place, f"{said} stands in more than one place", "write another line"
