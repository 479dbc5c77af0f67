"""How much masking finds and how often it changes a message that holds nothing to mask.

    ./run python -m bot.recognisers.measure MODEL_FOLDER tests/understanding/dev/masking.jsonl

Each line of a file is `{"id", "text", "spans": [{"start", "end", "type"}]}`; a message without spans counts as clean.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.recognisers import Recognisers, Span
from bot.recognisers.person_model import load
from bot.recognisers.tokens import tokens_of
from bot.recognisers.word_classes import TITLES
from knowledge.site import Site

_STRUCTURED = frozenset({"PHONE", "EMAIL", "ADDRESS", "ID_NUMBER", "DATE_OF_BIRTH", "URL", "PLATE", "SOCIAL"})


@dataclass
class Figures:
    """Counts by kind: how many there are, how many were found, and of these how many as a whole."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    clean_changed: int = 0
    faults: list[str] = field(default_factory=list)

    def recall(self, kinds: frozenset[str] | None = None, whole: bool = False) -> float:
        """The share found of these kinds, or of all."""
        chosen = [kind for kind in self.there if kinds is None or kind in kinds]
        return sum((self.whole if whole else self.found)[kind] for kind in chosen) / max(
            1, sum(self.there[kind] for kind in chosen)
        )

    def lines(self) -> list[str]:
        """A table for people."""
        rows = [f"{'kind':14} {'there':>5} {'found':>6} {'whole':>6}"]
        groups = [(kind, frozenset({kind})) for kind in sorted(self.there)] + [
            ("structured", _STRUCTURED),
            ("all", frozenset(self.there)),
        ]
        for name, kinds in groups:
            rows.append(
                f"{name:14} {sum(self.there[kind] for kind in kinds):5} {self.recall(kinds):6.3f} {self.recall(kinds, whole=True):6.3f}"
            )
        share = self.clean_changed / max(1, self.clean)
        return [*rows, f"clean messages changed: {self.clean_changed} of {self.clean} ({share:.3f})"]


def measure(recognisers: Recognisers, path: Path) -> Figures:
    """Compare what is found with what a file says is there."""
    figures = Figures()
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text, wanted = entry["text"], [Span(one["start"], one["end"], one["type"]) for one in entry["spans"]]
        found = recognisers.find_all(text)
        if not wanted:
            figures.clean += 1
            figures.clean_changed += bool(found)
        for span in wanted:
            figures.there[span.type] += 1
            figures.found[span.type] += any(span.meets(other) for other in found)
            figures.whole[span.type] += _is_whole(text, span, found)
        if (not wanted and found) or any(not any(span.meets(other) for other in found) for span in wanted):
            figures.faults.append(f"{entry['id']}: {text} → {[text[one.start : one.end] for one in found]}")
    return figures


def _is_whole(text: str, span: Span, found: list[Span]) -> bool:
    """Whether every letter and figure is masked, save those of a title, an article or a possessive."""
    words = [token for token in tokens_of(text[span.start : span.end]) if token.text[0].isalnum()]
    needed = [token for token in words if token.lower not in TITLES | {"the", "s"}] or words
    return all(
        any(other.start <= span.start + at < other.end for other in found)
        for token in needed
        for at in range(token.start, token.end)
    )


def main(arguments: list[str]) -> int:
    """Print the table of each file, and what went wrong when the first argument is `--faults`."""
    faults = arguments[:1] == ["--faults"]
    folder, *files = arguments[1:] if faults else arguments
    recognisers = Recognisers(load(Path(folder)), Site())
    for name in files:
        figures = measure(recognisers, Path(name))
        print(name, *figures.lines(), *(figures.faults if faults else []), sep="\n")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
