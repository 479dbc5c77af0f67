"""The held-out sentences: two sets by other writers than the training data, kept apart from each other too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import PROJECT

FOLDER = PROJECT / "tests" / "understanding"
#: The development set chooses thresholds; the test set is only measured.
DEVELOPMENT, TEST = "dev", "test"


@dataclass(frozen=True)
class HeldOut:
    """One held-out message with the labels its writer gave it."""

    id: str
    text: str
    labels: dict[str, Any]


def read(split: str, name: str, folder: Path = FOLDER) -> list[HeldOut]:
    """The messages of one set, like `staff` or `moves`; empty when there is none."""
    path = folder / split / f"{name}.jsonl"
    if not path.is_file():
        return []
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [HeldOut(str(one.pop("id")), one.pop("text"), one) for one in entries]
