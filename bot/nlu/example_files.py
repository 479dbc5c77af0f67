"""Reads the example files of `data/nlu`: a safe part of Rasa's format, in a fiftieth of the time.

Each block names an intent, may carry labels under `metadata`, and lists one example a line. Entities, synonyms and
look-up tables are not used here, so a file that holds them is refused rather than half read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import yaml
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import deep_container_fingerprint

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_KEYS = frozenset({"intent", "metadata", "examples"})


class Example(Message):
    """A message to learn from, which is cheap to copy and to compare.

    Rasa copies all examples nine times before it trains, and compares them by a digest of everything in them that it
    takes anew each time: half of a training. Here copies share what nobody changes, and the digest is of the data
    alone: the features follow from them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """A copy that may be changed without changing this one."""
        copied = Example(dict(self.data), set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """See parent class for full docstring."""
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)

    def add_features(self, features: Features | None) -> None:
        """See parent class for full docstring."""
        if features is not None:
            self.features.append(features)

    def fingerprint(self) -> str:
        """A digest of the data, and how many kinds of features there are."""
        if self._cached_fingerprint is None:
            self._cached_fingerprint = deep_container_fingerprint(self.data)
        return f"{self._cached_fingerprint}{len(self.features):02x}"


class ExampleFileError(Exception):
    """A file of examples cannot be read; the message says which, where, and what to do."""


def read_examples(path: Path) -> Iterator[Example]:
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
            yield Example.build(text=text, intent=block["intent"].strip(), intent_metadata=metadata)


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
