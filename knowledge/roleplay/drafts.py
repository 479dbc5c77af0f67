"""A resident that somebody is writing: checked while it is written, and a scenario to try once it is in order."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from knowledge.kinds import Scenario
from knowledge.problems import Problem
from knowledge.reading import Library, read_draft
from knowledge.roleplay.checking import one_scenario

#: Characters of a draft; the longest resident of the library has about a third of it.
LONGEST_DRAFT = 80_000


@dataclass(frozen=True)
class Draft:
    """What was written: the scenario when it can be read, and what is to be mended before it is used."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]

    @property
    def is_ready(self) -> bool:
        """Whether it can be played and saved."""
        return self.scenario is not None and not self.problems


def checked(text: str, item_id: str, library: Library) -> Draft:
    """A draft in YAML with every problem of it. The library's own residents are not looked at again."""
    if refused := _refused(text, item_id):
        return Draft(None, (refused,))
    scenario, problems = read_draft(text, Scenario, item_id)
    if scenario is not None:
        problems = sorted(one_scenario(library, scenario, item_id))
    return Draft(scenario, tuple(problems))


def _refused(text: str, item_id: str) -> Problem | None:
    """Text that is not even read: too long, or with YAML aliases, by which a few lines can grow without end."""
    if len(text) > LONGEST_DRAFT:
        remedy = f"use {LONGEST_DRAFT} or fewer"
        return Problem(item_id, "", f"has {len(text)} characters", remedy)
    try:
        aliased = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return None  # said by the reader, with its line
    remedy = "write the lines out, and put lines that begin with a star in quotes"
    return Problem(item_id, "", "uses a YAML alias (a word after a bare *)", remedy) if aliased else None
