"""A practice talk as plain text and as JSON, for the command line."""

from __future__ import annotations

from typing import Any

from knowledge.kinds import Scenario
from knowledge.kinds.move import FEELINGS
from knowledge.roleplay.feedback import Coach, Point
from knowledge.roleplay.play import Play
from knowledge.roleplay.position import Trace, Turn
from knowledge.roleplay.report import Report

_MARKS = {"harmful": "!", "worked": "+", "try": ">"}


def as_json(coach: Coach, play: Play, trace: Trace, whole: Report) -> dict[str, Any]:
    """The play, every turn with its feedback, and the report."""
    return {
        "scenario": play.scenario,
        "seed": play.seed,
        "level": play.level,
        "ended": trace.ended,
        "turns": [{**turn.as_json(), "feedback": coach.on(turn, play.seed).as_json()} for turn in trace.turns],
        "report": whole.as_json(),
        "play": play.as_json(),
    }


def beginning(scenario: Scenario) -> str:
    """What a trainee reads before the first word."""
    parts = (scenario.title, scenario.content_note, scenario.scene, scenario.you_are, f"Goal: {scenario.goal.text}")
    return "\n".join(parts) + "\n"


def turn(scenario: Scenario, one: Turn, coach: Coach | None = None, seed: int = 1) -> str:
    """One turn: what was said, the answer, the inner state, and the feedback if there is a coach."""
    lines = [f"{one.number:2d} You: {one.reply.text or '(silence)'}"] if one.reply else []
    lines.append(f"   {scenario.resident.name}: {one.line.says}")
    lines.append("   " + "  ".join(f"{feeling} {one.after[feeling]:.0f}" for feeling in FEELINGS) + f"  [{one.phase}]")
    if coach and one.reply:
        feedback = coach.on(one, seed)
        lines += [f"   {text}" for point in feedback.points for text in _point(point)]
        lines += [f"   · {note}" for note in feedback.notes]
    return "\n".join(lines)


def _point(point: Point) -> list[str]:
    said = f"“{'” “'.join(point.words)}” " if point.words else ""
    title = f"{point.title}. " if point.title else ""
    lines = [f"{_MARKS[point.sense]} {said}{title}{point.did} {point.effect}".rstrip()]
    if point.sense == "harmful":
        lines.append(f"  {point.why}")
    if point.better:
        lines.append(f"  → {point.better.text}" + (f" ({point.better.like})" if point.better.like else ""))
    return lines


def report(whole: Report) -> str:
    """The report at the end."""
    lines = ["", whole.ending_words, *([whole.because] if whole.because else [])]
    lines += [f"{area.title}: {area.words}" for area in whole.areas]
    lines += [f"+ {one.text}" + (f" “{one.quote}”" if one.quote else "") for one in whole.strengths]
    lines += _point(whole.try_next)
    lines += list(whole.debrief)
    return "\n".join(lines)
