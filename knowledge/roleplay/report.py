"""The report of a talk, as data: the curve, what was done, three strengths, one thing to try. No marks and no total.

The areas follow the shape of competency-based role-play assessment (harm first, then what was seen, a level in words),
in the project's own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.kinds import Move
from knowledge.kinds.move import FEELINGS, Feeling
from knowledge.roleplay.feedback import Coach, Point, Way, good_in
from knowledge.roleplay.position import Trace, Turn
from knowledge.roleplay.sentences import sentence

Level = Literal["harm", "not_seen", "some", "well"]
#: Area → families of moves that show it, and families or moves that do harm in it.
AREAS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "listening": (frozenset({"listening"}), frozenset({"not_hearing", "minimising", "forced_positivity"})),
    "asking": (frozenset({"asking"}), frozenset({"pressing"})),
    "honesty": (frozenset({"honesty"}), frozenset({"false_promise", "breaching_confidentiality"})),
    "choice": (frozenset({"choice"}), frozenset({"controlling"})),
    "respect": (frozenset({"strength"}), frozenset({"judging", "unasked_touch"})),
    "care": (frozenset({"care", "closing"}), frozenset()),
}
#: A move that shows the area best, to try where nothing of it was seen.
_SHOWN_BY = {
    "listening": "reflection",
    "asking": "open_question",
    "honesty": "confidentiality_explained",
    "choice": "offering_choice",
    "respect": "naming_strength",
    "care": "grounding",
}
_STRENGTHS = 3
#: A helpful move used this often, without harm in its area, is well shown.
_OFTEN = 2


@dataclass(frozen=True)
class Used:
    """A move and how often it was made, with the turns."""

    move: str
    title: str
    side: str
    turns: tuple[int, ...]


@dataclass(frozen=True)
class Area:
    """One area and what was seen of it, as a level in words."""

    id: str
    title: str
    level: Level
    words: str


@dataclass(frozen=True)
class Strength:
    """One thing that was good, where, and the trainee's own words."""

    text: str
    turn: int | None = None
    quote: str = ""
    move: str = ""


@dataclass(frozen=True)
class Report:
    """Everything a report page or paper shows. `curve` has the inner state by turn, from turn 0."""

    scenario: str
    title: str
    level: int
    ending: str
    ending_words: str
    because: str
    goal: str
    goal_reached_at: int | None
    told: tuple[str, ...]
    curve: tuple[tuple[int, Mapping[Feeling, float]], ...]
    harmful: tuple[Used, ...]
    helpful: tuple[Used, ...]
    missed: tuple[tuple[str, str, Way | None], ...]
    areas: tuple[Area, ...]
    strengths: tuple[Strength, ...]
    try_next: Point
    reactions: tuple[str, ...]
    principles: tuple[str, ...]
    debrief: tuple[str, ...]
    sources: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            **plain,
            "curve": [{"turn": number, **{one: state[one] for one in FEELINGS}} for number, state in self.curve],
            "harmful": [vars(one) for one in self.harmful],
            "helpful": [vars(one) for one in self.helpful],
            "missed": [{"move": one, "title": title, "better": way and vars(way)} for one, title, way in self.missed],
            "areas": [vars(one) for one in self.areas],
            "strengths": [vars(one) for one in self.strengths],
            "try_next": {**vars(self.try_next), "better": self.try_next.better and vars(self.try_next.better)},
        }


def report(coach: Coach, trace: Trace, level: int, seed: int = 1) -> Report:
    """The report of a talk that ended, or was stopped where it stood."""
    scenario, store = coach.scenario, coach.store
    moves = {move.id: move for move in store.all(Move)}
    used = _used(trace.turns, moves)
    harmful = tuple(one for one in used if one.side == "harmful")
    helpful = tuple(one for one in used if one.side == "helpful")
    made = {one.move for one in used}
    missed = [one for one in dict.fromkeys((*scenario.goal.done, *scenario.helps_most)) if one not in made]
    try_next = _try_next(coach, trace, harmful, missed, moves, seed)
    ending = trace.ended or "stopped"
    shown = [moves[one] for one in (*made, *missed) if one in moves]
    return Report(
        scenario=scenario.id,
        title=scenario.title,
        level=level,
        ending=ending,
        ending_words=sentence(store, f"ended_{ending}"),
        because=trace.turns[-1].because,
        goal=scenario.goal.text,
        goal_reached_at=trace.position.memory.goal_at,
        told=tuple(one.title for one in scenario.reveals if one.id in trace.position.memory.told),
        curve=tuple((turn.number, turn.after) for turn in trace.turns),
        harmful=harmful,
        helpful=helpful,
        missed=tuple((one, moves[one].title, coach.better(moves[one], f"{seed}/{one}")) for one in missed),
        areas=tuple(_area(coach, name, used, moves) for name in AREAS),
        strengths=_strengths(coach, trace, harmful, moves),
        try_next=try_next,
        reactions=scenario.reactions,
        principles=tuple(sorted({one for move in shown for one in move.principles})),
        debrief=scenario.debrief,
        sources=tuple(sorted({source for move in shown for line in move.all_lines() for source in line.sources})),
    )


def _used(turns: Sequence[Turn], moves: Mapping[str, Move]) -> tuple[Used, ...]:
    where: dict[str, list[int]] = {}
    for turn in turns:
        for felt in turn.felt:
            if felt.cause in moves:
                where.setdefault(felt.cause, []).append(turn.number)
    order = sorted(where, key=lambda one: (-len(where[one]), where[one][0]))
    return tuple(Used(one, moves[one].title, moves[one].side, tuple(where[one])) for one in order)


def _area(coach: Coach, name: str, used: tuple[Used, ...], moves: Mapping[str, Move]) -> Area:
    good, bad = AREAS[name]
    harm = any(one.move in bad or moves[one.move].family in bad for one in used if one.side == "harmful")
    times = sum(len(one.turns) for one in used if moves[one.move].family in good)
    level: Level = "harm" if harm else "well" if times >= _OFTEN else "some" if times else "not_seen"
    return Area(name, sentence(coach.store, f"area_{name}"), level, sentence(coach.store, f"level_{level}"))


def _strengths(
    coach: Coach, trace: Trace, harmful: tuple[Used, ...], moves: Mapping[str, Move]
) -> tuple[Strength, ...]:
    """Three strengths: what did most good, then having repaired something, then having stayed."""
    store = coach.store
    best: dict[str, tuple[float, Turn]] = {}
    for turn in trace.turns:
        for felt in turn.felt:
            move = moves.get(felt.cause)
            if move and move.side == "helpful" and good_in(felt) > best.get(move.id, (0.0, turn))[0]:
                best[move.id] = (good_in(felt), turn)
    order = sorted(best, key=lambda one: (-best[one][0], one))
    found = []
    for one in order[:_STRENGTHS]:
        turn = best[one][1]
        text = sentence(store, "strength", title=moves[one].title, turn=turn.number)
        found.append(Strength(text, turn.number, turn.reply.text if turn.reply else "", one))
    found += _always_true(coach, trace, harmful)
    return tuple(found[:_STRENGTHS])


def _always_true(coach: Coach, trace: Trace, harmful: tuple[Used, ...]) -> list[Strength]:
    store, turns = coach.store, len(trace.turns) - 1
    hurt_at = min((one.turns[0] for one in harmful), default=0)
    repaired = next((turn.number for turn in trace.turns if 0 < hurt_at < turn.number and _only_good(turn)), None)
    found = [Strength(sentence(store, "strength_repair", turn=repaired), repaired)] if repaired else []
    found += [Strength(sentence(store, "strength_little_harm"))] if turns and not harmful else []
    if turns:
        gentlest = max(trace.turns[1:], key=lambda turn: turn.after["trust"] - turn.before["trust"]).number
        found.append(Strength(sentence(store, "strength_gentlest", turn=gentlest), gentlest))
    found += [Strength(sentence(store, "strength_stayed", turns=turns))] if turns > 1 else []
    found += [] if trace.ended else [Strength(sentence(store, "strength_stopped"))]
    found.append(Strength(sentence(store, "strength_began")))
    return found


def _only_good(turn: Turn) -> bool:
    return turn.after["trust"] > turn.before["trust"]


def _try_next(
    coach: Coach, trace: Trace, harmful: tuple[Used, ...], missed: list[str], moves: Mapping[str, Move], seed: int
) -> Point:
    """One thing: the harm that was done most often, else what was missed, else what helps this resident most."""
    draw = f"{seed}/{coach.scenario.id}/report"
    if harmful:
        worst = max(harmful, key=lambda one: (len(one.turns) * -moves[one.move].effect.trust, one.move))
        turn = trace.turns[worst.turns[-1]]
        felt = next(one for one in turn.felt if one.cause == worst.move)
        return coach.point("harmful", moves[worst.move], turn, felt, draw)
    made = {moves[felt.cause].family for turn in trace.turns for felt in turn.felt if felt.cause in moves}
    unseen = [_SHOWN_BY[area] for area, (good, _) in AREAS.items() if not good & made]
    return coach.suggestion(moves[[*missed, *unseen, coach.scenario.helps_most[0]][0]], draw)
