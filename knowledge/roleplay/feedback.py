"""Feedback on one reply: at most two points, harm first, and always one thing that worked.

Data only; a page or the command line says it. Two points because more cannot be taken in between two replies, and what
worked because practice that only corrects makes people talk less (docs/scenarios.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from knowledge.kinds import Better, Move, Scenario
from knowledge.kinds.move import HEAVY, Feeling
from knowledge.roleplay.effects import Felt
from knowledge.roleplay.lines import answered, number_from
from knowledge.roleplay.position import Turn
from knowledge.roleplay.sentences import change_in_words, sentence
from knowledge.store import ContentStore

#: A change smaller than this is not worth a word, in points of 100.
_NOTICED = 0.8
#: A reply of so few words leaves room.
_SHORT = 14
Sense = Literal["harmful", "worked", "try"]


@dataclass(frozen=True)
class Way:
    """A better way to say it, with the line of the library it is drawn from: code, text and `folder/id`."""

    text: str
    code: str
    like: str = ""
    like_text: str = ""
    place: str = ""


@dataclass(frozen=True)
class Point:
    """One point of feedback. `words` are the trainee's own that show the move; empty when the recogniser gave none."""

    sense: Sense
    move: str
    title: str
    did: str
    why: str = ""
    words: tuple[str, ...] = ()
    effect: str = ""
    felt: tuple[tuple[Feeling, float], ...] = ()
    sounds_kind: bool = False
    better: Way | None = None
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """What to say about one reply. `points` has one or two, harm first. `also` names harm that is left for later.

    `notes` are things that happened: a word was broken, something was told for the first time, the goal was reached.
    """

    turn: int
    points: tuple[Point, ...]
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The feedback as plain data."""
        points = [{**vars(point), "better": vars(point.better) if point.better else None} for point in self.points]
        return {"turn": self.turn, "points": points, "notes": list(self.notes), "also": list(self.also)}


class Coach:
    """Gives feedback on the turns of one scenario."""

    def __init__(self, store: ContentStore, scenario: Scenario) -> None:
        """`store` has the moves, the phrases and the library that better ways are drawn from."""
        self.store, self.scenario = store, scenario
        self._moves = {move.id: move for move in store.all(Move)}

    def on(self, turn: Turn, seed: int = 1) -> Feedback:
        """Feedback on a reply. Turn 0 has none and gives no points."""
        if turn.reply is None:
            return Feedback(turn.number, ())
        causes = {felt.cause: felt for felt in turn.felt}
        made = [self._moves[cause] for cause in causes if cause in self._moves]
        harmful = [move for move in made if move.side == "harmful"]
        helpful = [move for move in made if move.side == "helpful"]
        draw = f"{seed}/{self.scenario.id}/{turn.number}"
        points: list[Point] = []
        worst = answered(harmful) if harmful else None
        if worst:
            points.append(self.point("harmful", worst, turn, causes[worst.id], draw))
        if helpful:
            best = max(helpful, key=lambda move: (good_in(causes[move.id]), move.id))
            points.append(self.point("worked", best, turn, causes[best.id], draw))
        else:
            points.append(self._something_worked(turn, bool(harmful)))
            if not harmful:
                points.append(self._try_this(draw))
        also = tuple(move.title for move in harmful if worst and move.id != worst.id)
        return Feedback(turn.number, tuple(points), self._notes(turn, bool(causes.get("later"))), also)

    def better(self, move: Move, draw: str) -> Way | None:
        """A better way for a move: first those drawn from this resident's reactions, else by `draw`."""
        if not move.better:
            return None
        near = [one for one in move.better if self._place(one).removeprefix("reactions/") in self.scenario.reactions]
        choices = near or list(move.better)
        chosen = choices[number_from(draw, len(choices))]
        found = self.store.line(chosen.like) if chosen.like else None
        return Way(chosen.text, chosen.id, chosen.like or "", found[1].text if found else "", self._place(chosen))

    def _place(self, better: Better) -> str:
        found = self.store.line(better.like) if better.like else None
        return f"{found[0].kind}s/{found[0].id}" if found else ""

    def point(self, sense: Sense, move: Move, turn: Turn, felt: Felt, draw: str) -> Point:
        """A point about a move that was made in this turn."""
        seen = next((one for one in turn.reply.moves if one.id == move.id), None) if turn.reply else None
        return Point(
            sense=sense,
            move=move.id,
            title=move.title,
            did=" ".join(line.text for line in move.does),
            why=" ".join(line.text for line in move.why),
            words=tuple(cue.text for cue in seen.cues) if seen else (),
            effect=self._effect(felt),
            felt=felt.points,
            sounds_kind=move.sounds_kind,
            better=self.better(move, draw) if sense == "harmful" else None,
            see=(*(f"principles/{one}" for one in move.principles), *move.see_also),
            sources=tuple(sorted({source for line in (*move.does, *move.why) for source in line.sources})),
        )

    def _effect(self, felt: Felt) -> str:
        """The two feelings that changed most, in words."""
        changes = sorted(felt.points, key=lambda pair: (-abs(pair[1]), pair[0]))
        return " ".join(change_in_words(self.store, *pair) for pair in changes[:2] if abs(pair[1]) >= _NOTICED)

    def _something_worked(self, turn: Turn, harmed: bool) -> Point:
        text = turn.reply.text if turn.reply else ""
        names = ["worked_stayed", "worked_repair"] if harmed else ["worked_no_harm"]
        if not text.strip():
            names = ["worked_silence"]
        elif len(text.split()) <= _SHORT:
            names.append("worked_short")
        return Point("worked", "", "", sentence(self.store, names[turn.number % len(names)]))

    def suggestion(self, move: Move, draw: str) -> Point:
        """A point about a move that was not made and could help."""
        return Point(
            "try",
            move.id,
            move.title,
            move.plain,
            " ".join(line.text for line in move.why),
            better=self.better(move, draw),
            see=move.see_also,
            sources=tuple(sorted({source for line in move.why for source in line.sources})),
        )

    def _try_this(self, draw: str) -> Point:
        helps = self.scenario.helps_most
        return self.suggestion(self._moves[helps[number_from(draw + "/try", len(helps))]], draw)

    def _notes(self, turn: Turn, later: bool) -> tuple[str, ...]:
        notes = [sentence(self.store, "note_broken_word")] if turn.broke_word else []
        notes += [turn.touched] if turn.touched else []
        notes += [sentence(self.store, "note_later")] if later else []
        if turn.told:
            title = next(reveal.title for reveal in self.scenario.reveals if reveal.id == turn.told)
            notes.append(sentence(self.store, "note_told", title=title))
        notes += [sentence(self.store, "note_goal")] if turn.goal_reached else []
        notes += [turn.because] if turn.because else []
        return tuple(notes)


def good_in(felt: Felt) -> float:
    """How much good a cause did, over all feelings, in points; below 0 for harm."""
    return sum(-points if feeling in HEAVY else points for feeling, points in felt.points)
