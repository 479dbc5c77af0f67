"""Nearness to landmarks, measured against nearness to every example: what it costs in accuracy, what it saves in time.

Run `./run python -m benchmarks.landmarks`; three minutes on two cores. Reactions by the kernel alone, on the held-out
sets that choose thresholds.
"""

from __future__ import annotations

import time

import numpy as np

from bot.evaluation import measures, sets
from bot.evaluation.sets import HeldOut
from bot.examples.gathered import gathered
from bot.nlu.kernel import Floats, KernelVote, fit_kernel
from bot.settings import Settings

NUMBERS = (750, 1500, 3000)
SETS = ("staff", "published")
#: From this probability on a reaction counts as named.
_NAMED = 0.5


def main() -> None:
    """Print a line for every number of landmarks, and one for all examples."""
    from bot.nlu.adapter import PACKAGED, Adapter
    from bot.nlu.embedding_cache import EmbeddingCache
    from bot.nlu.encoder import Encoder, packaged_weights
    from bot.recognisers.placeholders import read_as

    encoder = Encoder(packaged_weights(), Adapter(PACKAGED))
    learnt = list({one.text: one for one in gathered() if one.reactions is not None}.values())
    names = sorted({name for one in learnt for name in one.reactions or ()})
    cache = EmbeddingCache(Settings.from_env().home / "cache")
    dense = cache.encode([read_as(one.text) for one in learnt], encoder)
    targets = np.array([[name in (one.reactions or ()) for name in names] for one in learnt])
    held_out = {name: sets.read(sets.DEVELOPMENT, name) for name in SETS}
    asked = {name: encoder.encode([one.text for one in messages]) for name, messages in held_out.items()}
    print(f"{len(learnt)} examples; first reaction and micro-F1 of each set, seconds to learn")
    for number in (*NUMBERS, len(learnt)):
        started = time.perf_counter()
        kernel = fit_kernel(dense, targets, most=number)
        seconds = time.perf_counter() - started
        figures = [f"{name} {_figures(kernel, names, held_out[name], asked[name])}" for name in SETS]
        print(f"{number:6d} landmarks: {', '.join(figures)}, {seconds:.1f} s", flush=True)


def _figures(kernel: KernelVote, names: list[str], messages: list[HeldOut], asked: Floats) -> str:
    """How often the likeliest reaction is the writer's first, and the micro-F1 of those likelier than not."""
    gold = [list(message.labels["reactions"]) for message in messages]
    rows = kernel.probabilities(asked)
    first = measures.share(names[row.argmax()] == one[0] for row, one in zip(rows, gold) if one)
    given = [{name for name, value in zip(names, row) if value >= _NAMED} for row in rows]
    return f"{first:.3f} {measures.multilabel([set(one) for one in gold], given)['micro'].f1:.3f}"


if __name__ == "__main__":
    main()
