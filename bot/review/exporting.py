"""Approved proposals as files for `data/`, `knowledge/` and `tests/`. Nothing in them tells who wrote or sent what.

Whoever looks after the content puts them in, runs `steadyhand examples check`, and trains. The lines for `tests/` say
what has to be understood from then on. They are no held-out messages, since the assistant learns from the same words:
they stand beside the folders `dev` and `test`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.review.choices import Choices
from bot.review.proposal import EXAMPLE, NOTE, Proposal

NOTES, LINES = "knowledge/notes/en/reviewed.yml", "tests/understanding/reviewed.jsonl"
_HEAD = 'version: "3.1"\n# From the review list: proposed by one person and approved by another.\nnlu:\n'


class FolderInUse(ValueError):
    """There is something in the folder already."""


def files(proposals: Sequence[Proposal], choices: Choices) -> dict[str, str]:
    """The files by their place in the project; none when nothing is approved."""
    examples = [one for one in proposals if one.kind == EXAMPLE and one.intent in choices.folders]
    notes = [one for one in proposals if one.kind == NOTE]
    blocks: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in examples:
        blocks[f"data/nlu/en/{choices.folder_of(one)}/reviewed.yml"][_label(one)].append(one.text)
    found = {path: _HEAD + "".join(map(_block, of, of.values())) for path, of in sorted(blocks.items())}
    if notes:
        listed = [{"item": one.item, "reason": one.reason, "sentence": one.text} for one in notes]
        found[NOTES] = yaml.safe_dump({"notes": listed}, allow_unicode=True, sort_keys=False, width=120)
    if examples:
        found[LINES] = "".join(json.dumps(_line(one), ensure_ascii=False) + "\n" for one in examples)
    return found


def write(folder: Path, made: Mapping[str, str]) -> None:
    """Write the files into a new or empty folder. Raises FolderInUse, OSError."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"there is something in {folder} already: name a new or an empty folder")
    for path, text in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def as_zip(made: Mapping[str, str]) -> bytes:
    """The files in one archive, without the time of day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in made.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return packed.getvalue()


def _label(example: Proposal) -> str:
    """Intent and labels as a block of examples begins."""
    named = {"reactions": example.reactions, "situations": example.situations}
    labels = [f"{name}: [{', '.join(ids)}]" for name, ids in named.items() if ids is not None]
    labels += [f"topic: {example.topic}"] if example.topic else []
    metadata = f"  metadata: {{{', '.join(labels)}}}\n" if labels else ""
    return f"- intent: {example.intent}\n{metadata}  examples: |\n"


def _block(label: str, texts: Sequence[str]) -> str:
    return label + "".join(f"    - {text}\n" for text in dict.fromkeys(texts))


def _line(example: Proposal) -> dict[str, Any]:
    line: dict[str, Any] = {"id": f"r{hashlib.sha256(example.text.encode()).hexdigest()[:8]}", "text": example.text}
    line["intent"] = example.intent
    if example.reactions is not None:
        line["reactions"] = list(example.reactions)
    if example.situations is not None:
        line |= {"urgent": bool(example.situations), "situations": list(example.situations)}
    return line | ({"topic": example.topic} if example.topic else {})
