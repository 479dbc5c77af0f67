"""Writes the figures where people can read them: a Markdown page, pictures beside it, the bare numbers as JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from bot.evaluation import measures, pictures
from bot.evaluation.figures import Figures

_NAMES = {
    "staff": "Descriptions as staff write them",
    "published": "Descriptions as in published case material",
    "scenes": "Descriptions that tell a scene and name no feeling",
    "requests": "Requests (intents)",
    "topics": "Principles, checklists and subjects",
    "urgent": "Urgent situations",
    "urgent_scenes": "Urgent situations told in passing, beside what only sounds grave",
    "urgent_plain": "Urgent situations said in so many words, beside the same words said innocently",
    "red_team": "Red team: negation, idioms, misspelling, capitals, buried dangers",
    "masking": "Personal details taken out",
    "moves": "Practice: what the replies of trainees do",
    "talk": "Practice: question, reflection, input or other, in counselling of another field",
}


def numbers(by_split: dict[str, list[Figures]]) -> dict[str, Any]:
    """The single figures, by split and set."""
    return {
        split: {one.name: {name: round(value, 4) for name, value in one.figures.items()} for one in found}
        for split, found in by_split.items()
    }


def write(by_split: dict[str, list[Figures]], folder: Path, command: str) -> Path:
    """Write `understanding.md`, its pictures and `understanding.json` into a folder; give the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "understanding.json").write_text(json.dumps(numbers(by_split), indent=2), encoding="utf-8")
    blocks = [f"# Understanding, measured\n\n{dt.date.today()} · `{command}`\n"]
    for split, found in by_split.items():
        blocks.append(f"# The {split} set\n")
        for one in found:
            blocks.append(_section(one, split, folder))
    page = folder / "understanding.md"
    page.write_text("\n".join(blocks), encoding="utf-8")
    return page


def _section(one: Figures, split: str, folder: Path) -> str:
    rows = [f"## {_NAMES.get(one.name, one.name)}\n"]
    rows += [f"- {name}: **{value:.3f}**" for name, value in one.figures.items()]
    if one.calibration:
        error = measures.expected_calibration_error(one.calibration)
        rows.append(f"- calibration error: **{error:.3f}**")
    rows += ["", "| label | precision | recall | F1 | how many |", "|---|---|---|---|---|"]
    rows += [f"| {n} | {s.precision:.2f} | {s.recall:.2f} | {s.f1:.2f} | {s.support} |" for n, s in one.table.items()]
    rows += ["", *_pictures(one, split, folder), ""]
    if one.worst:
        rows += ["### Where it was wrong", "", "| written | was | taken for |", "|---|---|---|"]
        rows += [f"| {_cell(text)} | {was} | {taken} |" for text, was, taken, _ in one.worst]
    return "\n".join([*rows, ""])


def _pictures(one: Figures, split: str, folder: Path) -> list[str]:
    drawn = {}
    if one.confusion:
        drawn["confusion"] = pictures.confusion("Taken for each other", one.confusion)
    if one.calibration:
        points = [(confidence, right) for confidence, right, _ in one.calibration]
        drawn["calibration"] = pictures.curve("Calibration", "confidence", "share right", points, diagonal=True)
    if one.abstention:
        points = [(answered, right) for _, answered, right in one.abstention]
        drawn["abstention"] = pictures.curve("Staying silent when unsure", "share answered", "share right", points)
    for name, svg in drawn.items():
        (folder / f"{split}-{one.name}-{name}.svg").write_text(svg, encoding="utf-8")
    return [f"![{name}]({split}-{one.name}-{name}.svg)" for name in drawn]


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")[:200]
