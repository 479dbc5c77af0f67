"""Finds texts that are nearly the same, and texts that share a long run of words.

Nearly the same: two texts share at least so much of their pieces of five letters (Jaccard's measure). Pairs worth
comparing are found by MinHash (Broder, 1997) in bands, so that twenty thousand texts take seconds; what is reported was
compared in full. A shared run catches a sentence that was copied into a longer one. Same texts in, same pairs out.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bot.examples.gathered import bare

#: Share of letter pieces from which two texts count as nearly the same: one other word in a sentence of twelve.
ALIKE = 0.7
#: Words in a row that two people do not write by chance.
RUN = 8

_PIECE = 5
_BANDS, _ROWS = 32, 3  # finds 99.999 in 100 pairs at 0.7, and few below 0.3
_PRIME = np.uint64((1 << 31) - 1)
Pair = tuple[int, int]


def nearly_the_same(texts: Sequence[str], alike: float = ALIKE) -> dict[Pair, float]:
    """Pairs of positions with how alike they are, from `alike` to 1. Texts shorter than a piece are left out."""
    pieces = [_pieces(text) for text in texts]
    candidates = {pair for group in _groups(pieces) for pair in combinations(group, 2)}
    measured = {pair: _jaccard(pieces[pair[0]], pieces[pair[1]]) for pair in sorted(candidates)}
    return {pair: value for pair, value in measured.items() if value >= alike}


def shared_runs(texts: Sequence[str], others: Sequence[str], run: int = RUN) -> dict[Pair, str]:
    """Pairs (position in texts, position in others) that share `run` words in a row, with the first such run."""
    known: dict[str, int] = {}
    for index, text in enumerate(texts):
        for stretch in _runs(text, run):
            known.setdefault(stretch, index)
    found: dict[Pair, str] = {}
    for index, text in enumerate(others):
        for stretch in _runs(text, run):
            if stretch in known:
                found.setdefault((known[stretch], index), stretch)
    return found


def _runs(text: str, run: int) -> Iterator[str]:
    listed = bare(text).split()
    return (" ".join(listed[start : start + run]) for start in range(len(listed) - run + 1))


def _pieces(text: str) -> frozenset[int]:
    plain = bare(text)
    return frozenset(
        zlib.crc32(plain[start : start + _PIECE].encode()) for start in range(max(0, len(plain) - _PIECE + 1))
    )


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _groups(pieces: Sequence[frozenset[int]]) -> Iterator[list[int]]:
    """Positions of texts whose smallest hashed pieces agree in one of the bands."""
    signatures = _signatures(pieces)
    for band in range(_BANDS):
        rows = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            if pieces[index]:
                buckets[row.tobytes()].append(index)
        yield from (group for group in buckets.values() if len(group) > 1)


def _signatures(pieces: Sequence[frozenset[int]]) -> npt.NDArray[np.uint64]:
    """For each text the smallest value of its pieces under each of many hash functions, shape (texts, functions)."""
    chance = np.random.default_rng(0)
    factors = chance.integers(1, int(_PRIME), (_BANDS * _ROWS, 1), dtype=np.uint64)
    shifts = chance.integers(0, int(_PRIME), (_BANDS * _ROWS, 1), dtype=np.uint64)
    signatures = np.zeros((len(pieces), _BANDS * _ROWS), np.uint64)
    for index, one in enumerate(pieces):
        if one:
            values = np.fromiter(one, np.uint64, len(one)) % _PRIME
            signatures[index] = ((factors * values + shifts) % _PRIME).min(axis=1)
    return signatures
