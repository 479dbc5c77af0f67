"""Understanding, measured against plain peers in the same run: same examples, same held-out sets, same figures.

Run `./run python -m benchmarks.understanding`; up to five minutes on two cores. With `--diet FOLDER` stock Rasa with
its own classifier takes part, in the environment of that folder; a missing one is made, with TensorFlow (2.7 GB). It
learns for hours. Every peer learns all examples; its two limits are chosen on the development set, as ours are.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.peers.scores import Peer, Scores, answer, chosen
from bot.evaluation import sets
from bot.evaluation.figures import MEASURED, Understand
from bot.evaluation.sets import HeldOut
from bot.examples.gathered import Example, gathered
from bot.settings import Settings

#: Column → set and figure.
COLUMNS = {
    "staff: first": ("staff", "primary"),
    "F1": ("staff", "micro-F1"),
    "none": ("staff", "none of the eight recognised"),
    "published: first": ("published", "primary"),
    "F1 ": ("published", "micro-F1"),
    "none ": ("published", "none of the eight recognised"),
    "requests": ("requests", "accuracy"),
    "urgent: recall": ("urgent", "recall"),
    "false alarms": ("urgent", "false alarms on look-alikes"),
}
SPLITS = (sets.DEVELOPMENT, sets.TEST)
HeldOutSets = dict[tuple[str, str], list[HeldOut]]
Row = dict[str, dict[str, float]]


def main() -> None:
    """Measure every peer and print a table for each split."""
    arguments = _arguments()
    settings = Settings.from_env()
    held_out = {(split, name): sets.read(split, name) for split in SPLITS for name, _ in COLUMNS.values()}
    learnt = [one for one in gathered() if one.moves is None]  # what trainees say in practice is no message to it
    examples = list({one.text: one for one in reversed(learnt)}.values())[::-1]  # each text once, its first labels
    print(f"{len(examples)} examples", flush=True)
    rows: dict[str, Row] = {}
    for name, measure in _measurements(settings, arguments, examples, held_out):
        started = time.perf_counter()
        rows[name] = measure()
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)
    if not arguments.diet:
        print("Stock Rasa DIET was left out; `--diet FOLDER` adds it.")
    for split in SPLITS:
        print("\n".join(["", *table(split, rows)]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--diet", type=Path, metavar="FOLDER", help="an environment for stock Rasa, made if missing")
    parser.add_argument("--diet-epochs", type=int, default=100, help="rounds of its training (default: Rasa's own 100)")
    parser.add_argument(
        "--as-trained", action="store_true", help="take the model as it is, even if examples changed after its training"
    )
    return parser.parse_args()


def _measurements(
    settings: Settings, arguments: argparse.Namespace, examples: Sequence[Example], held_out: HeldOutSets
) -> Iterator[tuple[str, Callable[[], Row]]]:
    """Ours first, since a model that cannot be used is best said at once; the slowest last."""
    from benchmarks.peers.diet import Diet
    from benchmarks.peers.keywords import Keywords
    from benchmarks.peers.regressions import Embeddings, Ngrams

    yield "ours", partial(_ours, settings, held_out, arguments.as_trained)
    peers: list[Peer] = [Keywords(), Ngrams(), Embeddings(settings.home / "cache")]
    if arguments.diet:
        peers.append(Diet(arguments.diet, arguments.diet_epochs))
    for peer in peers:
        yield peer.name, partial(of_peer, peer, examples, held_out)


def of_peer(peer: Peer, examples: Sequence[Example], held_out: HeldOutSets) -> Row:
    """The figures of a peer by split and column."""
    texts = sorted({one.text for messages in held_out.values() for one in messages})
    scores = dict(zip(texts, peer.scores(examples, texts)))

    def with_scores(name: str) -> list[tuple[HeldOut, Scores]]:
        return [(one, scores[one.text]) for one in held_out[sets.DEVELOPMENT, name]]

    limits = chosen([*with_scores("staff"), *with_scores("published")], with_scores("urgent"))

    async def understand(text: str, practice: bool = False) -> dict[str, Any]:
        return answer(scores[text], limits)

    return asyncio.run(_figures(understand, held_out))


def _ours(settings: Settings, held_out: HeldOutSets, as_trained: bool) -> Row:
    from bot.assembly import opened
    from bot.cli.ready import make_ready
    from bot.engine import training

    if not as_trained:
        make_ready(settings)
    elif not training.is_current(settings):
        print("Our model is older than the examples above; without --as-trained it learns them first.")
    with opened(settings, keep_records=False) as house:
        return asyncio.run(_figures(house.door.understand, held_out))


async def _figures(understand: Understand, held_out: HeldOutSets) -> Row:
    found = {}
    for (split, name), messages in held_out.items():
        understood = [await understand(one.text) for one in messages]
        found[split, name] = MEASURED[name](name, messages, understood).figures
    return {
        split: {column: found[split, name][figure] for column, (name, figure) in COLUMNS.items()} for split in SPLITS
    }


def table(split: str, rows: dict[str, Row]) -> list[str]:
    """A Markdown table of one split: a line a peer."""
    lines = [f"| {split} | {' | '.join(column.strip() for column in COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, row in rows.items():
        lines.append(f"| {name} | {' | '.join(f'{row[split][column]:.3f}' for column in COLUMNS)} |")
    return lines


if __name__ == "__main__":
    main()
