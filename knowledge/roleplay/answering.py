"""What kind of answer a reply gets: leaving, something remembered, a parting, something told, or a line that fits."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.kinds import Move, Scenario
from knowledge.kinds.scenario import Leaving, Phase, Reveal, Trigger
from knowledge.roleplay.effects import Feelings, Felt
from knowledge.roleplay.lines import Pool, named, pools
from knowledge.roleplay.memory import Memory
from knowledge.roleplay.position import Ending

#: Replies between two things told: nobody tells everything in one breath.
_BREATH = 2
_ENDING_MOVE, _PROMISE = "ending_well", "false_promise"


@dataclass(frozen=True)
class Moment:
    """One reply as it was understood: its moves, the one answered to, and what it did."""

    number: int
    moves: list[Move]
    main: Move
    harmed: bool
    broke_word: bool
    sore: tuple[Trigger, ...]
    felt: tuple[Felt, ...]


@dataclass(frozen=True)
class Choice:
    """The lines to choose from, most fitting first, and whether the talk ends with them."""

    levels: list[Pool]
    ends: Ending | None = None
    asks_to_stay: bool = False


def reveal_for(scenario: Scenario, at: Moment, inner: Feelings, memory: Memory) -> Reveal | None:
    """The first thing not told yet that the inner state and this reply allow; nobody is paid for a “sorry” with it."""
    if at.harmed or at.sore or at.main.repairs or at.number - memory.told_at < _BREATH:
        return None
    made = {move.id for move in at.moves} | {move.family for move in at.moves}
    if not any(move.side == "helpful" for move in at.moves) or _ENDING_MOVE in made:
        return None
    for reveal in scenario.reveals:
        ready = reveal.id not in memory.told and set(reveal.once_told) <= set(memory.told)
        asked = not reveal.after or bool(made & set(reveal.after))
        if ready and asked and all(bound.holds(inner[feeling]) for feeling, bound in reveal.when.items()):
            return reveal
    return None


def answer_for(
    scenario: Scenario, phase: Phase, at: Moment, memory: Memory, leaving: Leaving | None, reveal: Reveal | None
) -> Choice:
    """What to choose the line from."""
    fitting = pools(scenario, phase, at.main.id, at.main.family)
    remembers = scenario.remembers
    if leaving:
        place = scenario.leaves.index(leaving) + 1
        return Choice([named(f"leaves/{place}", leaving.says)], "left")
    if at.broke_word:
        return Choice([named("remembers/broken_word", remembers.broken_word)])
    if at.sore:
        place = scenario.triggers.index(at.sore[0]) + 1
        return Choice([named(f"triggers/{place}", at.sore[0].says)])
    if any(move.id == _ENDING_MOVE for move in at.moves) and not at.harmed:
        return _parting(scenario, memory)
    if reveal:
        return Choice([named(f"reveals/{reveal.id}", reveal.says)])
    if memory.quiet > 1:
        return Choice([named("remembers/still_nothing", remembers.still_nothing), *fitting])
    if at.main.side == "harmful" and memory.times(at.main.id) > 1:
        return Choice([fitting[0] + named("remembers/again", remembers.again), *fitting[1:]])
    if at.main.repairs and remembers.sorry:
        return Choice([named("remembers/sorry", remembers.sorry)])
    if memory.times(_PROMISE) and at.main.family == "honesty":
        return Choice([named("remembers/promise", remembers.promise), *fitting])
    return Choice(fitting)


def _parting(scenario: Scenario, memory: Memory) -> Choice:
    parting = scenario.parting
    if memory.goal_at is not None:
        return Choice([named("parting/reached", parting.reached)], "goal")
    if memory.asked_to_stay:
        return Choice([named("parting/early", parting.early)], "early")
    return Choice([named("parting/not_yet", parting.not_yet)], asks_to_stay=True)
