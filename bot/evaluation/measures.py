"""Figures from labels and what was understood. Every share lies between 0 and 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    """Precision, recall and their harmonic mean, with how many there were to find."""

    precision: float
    recall: float
    f1: float
    support: int


def scores(found: int, wrong: int, missed: int) -> Scores:
    """Scores from counts of true positives, false positives and false negatives."""
    precision = found / (found + wrong) if found + wrong else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(precision, recall, f1, found + missed)


def multilabel(gold: Sequence[set[str]], given: Sequence[set[str]]) -> dict[str, Scores]:
    """Scores for each label, and for all decisions together under `micro`."""
    labels = sorted(set().union(*gold, *given)) if gold else []
    table = {}
    totals = Counter[str]()
    for label in labels:
        found = sum(label in g and label in p for g, p in zip(gold, given))
        wrong = sum(label not in g and label in p for g, p in zip(gold, given))
        missed = sum(label in g and label not in p for g, p in zip(gold, given))
        totals.update(found=found, wrong=wrong, missed=missed)
        table[label] = scores(found, wrong, missed)
    table["micro"] = scores(totals["found"], totals["wrong"], totals["missed"])
    return table


def share(answers: Iterable[bool]) -> float:
    """The share of yes; 0 when there are none."""
    listed = list(answers)
    return sum(listed) / len(listed) if listed else 0.0


def confusion(gold: Sequence[str], given: Sequence[str]) -> list[tuple[str, str, int]]:
    """The pairs that were taken for each other, most frequent first, as (was, taken for, how often)."""
    pairs = Counter((g, p) for g, p in zip(gold, given) if g != p)
    return [(was, taken, count) for (was, taken), count in pairs.most_common()]


def calibration(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of confidence: mean confidence, share that was right, how many. Empty tenths are left out."""
    table = []
    for index in range(bins):
        inside = [
            i
            for i, c in enumerate(confidences)
            if index / bins <= c < (index + 1) / bins or (c == 1.0 and index == bins - 1)
        ]
        if inside:
            table.append(
                (sum(confidences[i] for i in inside) / len(inside), share(right[i] for i in inside), len(inside))
            )
    return table


def expected_calibration_error(table: Sequence[tuple[float, float, int]]) -> float:
    """The mean distance between confidence and share right, weighted by how many (Naeini and others, AAAI 2015)."""
    total = sum(count for _, _, count in table)
    return sum(abs(confidence - right) * count for confidence, right, count in table) / total if total else 0.0


def abstention(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, float]]:
    """What is gained by staying silent below a confidence: (threshold, share answered, share of those right)."""
    rows = []
    for step in range(0, 10):
        threshold = step / 10
        kept = [r for c, r in zip(confidences, right) if c >= threshold]
        rows.append((threshold, len(kept) / max(1, len(right)), share(kept)))
    return rows
