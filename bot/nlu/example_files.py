"""Reads the example files of `data/nlu`: a safe part of Rasa's format, in a fiftieth of the time.

Each block names an intent, may carry labels under `metadata`, and lists one example a line. Entities, synonyms and
look-up tables are not used here, so a file that holds them is refused rather than half read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import yaml
from rasa.shared.nlu.training_data.message import Message

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_KEYS = frozenset({"intent", "metadata", "examples"})


class ExampleFileError(Exception):
    """A file of examples cannot be read; the message says which, where, and what to do."""


def read_examples(path: Path) -> Iterator[Message]:
    """The examples of one file, as Rasa's own reader gives them. Raises ExampleFileError."""
    for number, block in enumerate(_blocks(path), start=1):
        where = f"{path}, block {number}"
        if not isinstance(block, dict) or not isinstance(block.get("intent"), str):
            raise ExampleFileError(f"{where}: begin the block with `- intent: …`.")
        unknown = set(block) - _BLOCK_KEYS
        if unknown:
            raise ExampleFileError(f"{where}: `{sorted(unknown)[0]}` is not used here; keep {sorted(_BLOCK_KEYS)}.")
        metadata = block.get("metadata")
        for text in _texts(where, block.get("examples")):
            yield Message.build(text=text, intent=block["intent"].strip(), intent_metadata=metadata)


def _blocks(path: Path) -> list[Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (it is the safe loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ExampleFileError(f"{path}{line}: this is not YAML ({getattr(error, 'problem', error)}).") from error
    blocks = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        raise ExampleFileError(f"{path}: the file must have `nlu:` with a list of blocks under it.")
    return blocks


def _texts(where: str, examples: Any) -> Iterator[str]:
    if not isinstance(examples, str):
        raise ExampleFileError(f"{where}: write `examples: |` and one example a line, each after `- `.")
    for line in examples.splitlines():
        if not line.strip():
            continue
        if not line.startswith("- "):
            raise ExampleFileError(f"{where}: the line “{line[:60]}” must begin with `- `.")
        if "[" in line or "{" in line:
            raise ExampleFileError(f"{where}: “{line[:60]}” has a bracket that would be read as markup; leave it out.")
        yield line[2:].strip()
