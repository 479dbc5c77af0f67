"""The residents one can practise with, each with the stage it is played on."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

from bot.practice.talk import NoSuchResident
from knowledge.kinds import Move, Scenario
from knowledge.roleplay.feedback import Coach
from knowledge.roleplay.stage import Stage
from knowledge.store import ContentStore, UnknownItem


class Residents:
    """Finds residents in the content."""

    def __init__(self, store: ContentStore, own: Callable[[str], Scenario | None] = lambda scenario_id: None) -> None:
        """Use this content, and `own` for residents written at this site; nothing is read yet."""
        self._store, self._own = store, own
        self._stages: dict[str, tuple[Scenario, Stage, str]] = {}
        self._lock = threading.Lock()

    def all(self, reaction: str = "") -> list[Scenario]:
        """Every resident, the easiest first; with a reaction those who show it, first those who mainly do."""
        found = [one for one in self._store.all(Scenario) if not reaction or reaction in one.reactions]
        return sorted(found, key=lambda one: (bool(reaction) and one.reactions[0] != reaction, one.level, one.title))

    def get(self, scenario_id: str) -> Scenario:
        """One resident. Raises NoSuchResident."""
        try:
            return self._store.get(Scenario, scenario_id)
        except UnknownItem as error:
            own = self._own(scenario_id)
            if own is None:
                raise NoSuchResident(scenario_id) from error
            return own

    def stage(self, scenario: Scenario) -> Stage:
        """What this resident is played on."""
        return self._prepared(scenario)[1]

    def coach(self, scenario: Scenario) -> Coach:
        """Who gives feedback on talks with this resident."""
        return Coach(self._store, scenario)

    def version(self, scenario: Scenario) -> str:
        """A digest of everything the resident may say and feel."""
        return self._prepared(scenario)[2]

    def moves(self) -> list[Move]:
        """Every move a reply can make."""
        return self._store.all(Move)

    def _prepared(self, scenario: Scenario) -> tuple[Scenario, Stage, str]:
        with self._lock:
            known = self._stages.get(scenario.id)
            if known is None or known[0] is not scenario:
                moves = self.moves()
                told = "".join(one.model_dump_json() for one in (scenario, *moves))
                digest = hashlib.sha256(told.encode()).hexdigest()[:16]
                known = self._stages[scenario.id] = (scenario, Stage(scenario, moves), digest)
            return known
