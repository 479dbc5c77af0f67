"""The resident: opens the talk, takes one reply after another, ends it. Pure and deterministic by the play's seed.

    stage = Stage(scenario, moves)
    at = stage.open(play)                       # turn 0: the resident's first line
    at = stage.step(at, play, Reply(text, seen))   # the next position; `at.turn` is what to show
    trace = stage.run(play)                     # the whole talk again, from the replies alone

To rewind or branch, change the play (`Play.rewound`, `Play.then`) and run it again; a talk takes about a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.kinds import Move, Scenario
from knowledge.kinds.move import FEELINGS
from knowledge.kinds.scenario import Leaving, Phase, Trigger, When
from knowledge.roleplay import answering, effects
from knowledge.roleplay.answering import Moment
from knowledge.roleplay.effects import Feelings, Felt, Weighing
from knowledge.roleplay.lines import answered, choose, named, spoken
from knowledge.roleplay.memory import Memory
from knowledge.roleplay.play import MOST_REPLIES, Nudge, Play, Reply
from knowledge.roleplay.position import Ending, Position, Trace, Turn
from knowledge.roleplay.sore_points import touched_by

NOTHING_SAID, OTHER = "nothing_said", "small_talk_or_other"
#: Points a feeling must leave a phase's range by, before the phase is left.
_INERTIA = 3.0
#: Nobody leaves at the first reply, whatever it was: there is time to make it good.
_FIRST_LEAVING = 2
#: How the start differs with each level above the scenario's own.
_HARDER_START = {"trust": -6.0, "safety": -4.0, "control": 0.0, "shame": 0.0, "arousal": 5.0}
#: A calm reply lets arousal sink by itself, down to here.
_CALM, _CALMING = 25.0, 1.0


class TalkEnded(ValueError):
    """The talk is over: rewind it, or begin another."""


class Stage:
    """One scenario with the moves it is played with."""

    def __init__(self, scenario: Scenario, moves: Iterable[Move]) -> None:
        """`moves` are all moves of the content."""
        self.scenario = scenario
        self.moves = {move.id: move for move in moves}
        self._phases = {phase.id: phase for phase in scenario.phases}

    def open(self, play: Play) -> Position:
        """The beginning, with the resident's first line."""
        harder = play.level - self.scenario.level
        start = self.scenario.start
        inner = {one: _within(getattr(start, one) + harder * _HARDER_START[one]) for one in FEELINGS}
        phase = self._phase_of(inner, None)
        draw = f"{play.seed}/{self.scenario.id}/0"
        key, line = choose([named("opening", self.scenario.opening)], (), play.heard, draw)
        turn = Turn(0, None, phase.id, inner, inner, spoken(key, line, phase, inner["arousal"]))
        return Position(turn, inner, phase.id, Memory(said=(key,)))

    def run(self, play: Play) -> Trace:
        """The whole talk from its replies. What comes after its end is left out."""
        position = self.open(play)
        turns = [position.turn]
        for event in play.events:
            if position.ended:
                break
            if isinstance(event, Nudge):
                position = self.nudge(position, event)
            else:
                position = self.step(position, play, event)
                turns.append(position.turn)
        return Trace(tuple(turns), position)

    def nudge(self, position: Position, nudge: Nudge) -> Position:
        """The position with some feelings moved by a trainer's hand; nothing is said. Unknown feelings are left out."""
        inner = {one: _within(position.inner[one] + nudge.changes.get(one, 0.0)) for one in FEELINGS}
        return replace(position, inner=inner, phase=self._phase_of(inner, position.phase).id)

    def step(self, position: Position, play: Play, reply: Reply) -> Position:
        """The position after one more reply. Raises TalkEnded."""
        if position.ended:
            raise TalkEnded(f"the talk ended at turn {position.number}: rewind it or begin again")
        number, memory = position.number + 1, position.memory
        moves = self.moves_of(reply)
        harmed = any(move.side == "harmful" for move in moves)
        weighing = Weighing(self.scenario, self._phases[position.phase], memory, play.level)
        sore = touched_by(self.scenario, reply, moves)
        felt = (*effects.felt_from(moves, weighing), *_due(memory, number), *_sore(sore))
        inner, momentum, hurt = effects.changed(position.inner, felt, memory, harmed or bool(sore))
        if not harmed and inner["arousal"] > _CALM:
            inner["arousal"] = round(max(_CALM, inner["arousal"] - _CALMING), 2)
        broke = bool(memory.broken_now(moves))
        memory = memory.after_reply(moves, number, moves[0].id == NOTHING_SAID)
        memory = replace(memory, hurt=hurt, momentum=tuple(sorted(momentum.items())))
        at = Moment(number, moves, answered(moves), harmed, broke, sore, felt)
        return self._answer(position, play, reply, at, inner, memory)

    def moves_of(self, reply: Reply) -> list[Move]:
        """The moves of a reply that are known here; words without a known move are small talk, no words a silence."""
        known = list(dict.fromkeys(seen.id for seen in reply.moves if seen.id in self.moves))
        if known and (reply.text.strip() or known != [OTHER]):
            return [self.moves[one] for one in known]
        return [self.moves[OTHER if reply.text.strip() else NOTHING_SAID]]

    def _answer(
        self, before: Position, play: Play, reply: Reply, at: Moment, inner: effects.Feelings, memory: Memory
    ) -> Position:
        leaving = self._leaving(inner) if at.number >= _FIRST_LEAVING else None
        reveal = None if leaving else answering.reveal_for(self.scenario, at, inner, memory)
        felt = at.felt
        if reveal:
            told = tuple((name, float(points)) for name, points in reveal.then.by_feeling().items() if points)
            felt = (*felt, Felt("told", told))
            inner = {one: _within(inner[one] + dict(told).get(one, 0.0)) for one in FEELINGS}
            memory = replace(memory, told=(*memory.told, reveal.id), told_at=at.number)
        phase = self._phase_of(inner, before.phase)
        reached_now = memory.goal_at is None and not leaving and not at.harmed and self._goal_holds(inner, memory)
        memory = replace(memory, goal_at=at.number if reached_now else memory.goal_at)
        choice = answering.answer_for(self.scenario, phase, at, memory, leaving, reveal)
        draw = f"{play.seed}/{self.scenario.id}/{at.number}"
        key, line = choose(choice.levels, memory.said, play.heard, draw)
        memory = replace(memory, said=(*memory.said, key), asked_to_stay=memory.asked_to_stay or choice.asks_to_stay)
        ended: Ending | None = choice.ends or ("long" if at.number >= MOST_REPLIES else None)
        turn = Turn(
            at.number,
            reply,
            phase.id,
            before.inner,
            inner,
            spoken(key, line, phase, inner["arousal"]),
            answers=at.main.id,
            felt=felt,
            told=reveal.id if reveal else "",
            touched=at.sore[0].because if at.sore else "",
            broke_word=at.broke_word,
            goal_reached=reached_now,
            ended=ended,
            because=leaving.because if leaving else "",
        )
        return Position(turn, inner, phase.id, memory, ended)

    def _leaving(self, inner: Feelings) -> Leaving | None:
        return next((one for one in self.scenario.leaves if _all_hold(one.when, inner)), None)

    def _phase_of(self, inner: Feelings, current: str | None) -> Phase:
        for phase in self.scenario.phases:
            if _all_hold(phase.when, inner, _INERTIA if phase.id == current else 0.0):
                return phase
        return self.scenario.phases[-1]

    def _goal_holds(self, inner: Feelings, memory: Memory) -> bool:
        goal = self.scenario.goal
        done = {move for move, times in memory.used if times}
        return _all_hold(goal.when, inner) and set(goal.told) <= set(memory.told) and set(goal.done) <= done


def _all_hold(when: When, inner: Feelings, slack: float = 0.0) -> bool:
    return all(bound.holds(inner[feeling], slack) for feeling, bound in when.items())


def _within(value: float) -> float:
    return round(max(0.0, min(100.0, value)), 2)


def _due(memory: Memory, number: int) -> tuple[Felt, ...]:
    return tuple(Felt("later", one.effect) for one in memory.due if one.turn == number)


def _sore(sore: tuple[Trigger, ...]) -> tuple[Felt, ...]:
    return tuple(
        Felt("sore_point", tuple((name, float(points)) for name, points in one.effect.by_feeling().items() if points))
        for one in sore
    )
