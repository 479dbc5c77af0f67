"""One recogniser that reads meaning and words together: kernel ridge regression on the sum of two kernels.

One kernel is nearness of the embeddings, the other the n-grams two texts share. On replies of trainees this is clearly
better than a vote of two recognisers (`bot/nlu/vote.py`, `docs/evaluation.md`), and is learnt in a tenth of the time.
The shares of the n-grams are summed up into one weight for each n-gram and label, so that nothing but the embeddings
of the examples has to be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import strtri

from bot.nlu.kernel import Floats, KernelVote, curves, nearness
from bot.nlu.vote import Features

#: What nearness of meaning counts of the whole, and the weight of the ridge; chosen on the development set.
_MEANING, _RIDGE = 0.45, 0.2
#: Rows multiplied at a time: the product of two sparse matrices is nearly full here, and large in its sparse form. Also
#: columns looked at together, so that no second copy of a large matrix is made.
_STRIPE = 512


@dataclass(frozen=True)
class JointVote:
    """Independent yes/no decisions for each label; the probabilities do not add up to one."""

    labels: tuple[str, ...]
    meaning: KernelVote
    words: npt.NDArray[np.float16]  # (n-grams, labels)

    def probabilities(self, features: Features) -> Floats:
        """Probabilities of shape (texts, labels)."""
        occurring = np.unique(features.sparse.indices)
        by_words = features.sparse[:, occurring] @ self.words[occurring].astype(np.float32)
        return self.meaning.on_the_curve(self.meaning.raw(features.dense) + by_words)

    def state(self) -> dict[str, Any]:
        """What `from_state` needs to build it again."""
        return {"labels": list(self.labels), "words": self.words, **self.meaning.state()}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> JointVote:
        """Build from what `state` gave."""
        words = np.asarray(state["words"], dtype=np.float16)
        return cls(tuple(state["labels"]), KernelVote.from_state(state), words)


def fit_joint(features: Features, targets: npt.NDArray[np.bool_], labels: Sequence[str]) -> JointVote:
    """Fit on features whose n-grams come from vectorisers of unit length, and targets of shape (texts, labels)."""
    kernel = np.float32(_MEANING) * nearness(features.dense, features.dense)
    shared = np.float32(1.0 - _MEANING) / np.float32(features.sparse.multiply(features.sparse).sum(axis=1).max())
    for start in range(0, len(kernel), _STRIPE):
        stripe = features.sparse[start : start + _STRIPE] @ features.sparse.T
        kernel[start : start + _STRIPE] += shared * stripe.toarray()
    weights, *curve = _solved(kernel, targets)
    words = shared * (features.sparse.T @ weights)
    return JointVote(
        tuple(labels), KernelVote(features.dense, np.float32(_MEANING) * weights, *curve), words.astype(np.float16)
    )


def _solved(kernel: Floats, targets: npt.NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
    """Weights (texts, labels), offset, slope and shift of each label, for a kernel matrix, which is used up."""
    wanted = targets.astype(np.float32)
    offset = wanted.mean(0)
    kernel[np.diag_indices_from(kernel)] += np.float32(_RIDGE)
    factor, lower = cho_factor(kernel, overwrite_a=True, check_finite=False)
    weights = cho_solve((factor, lower), wanted - offset, check_finite=False)
    left_out = wanted - weights / _diagonal_of_inverse(factor, lower)[:, None]
    return np.ascontiguousarray(weights, dtype=np.float32), offset, *curves(left_out, targets)


def _diagonal_of_inverse(factor: Floats, lower: bool) -> Floats:
    """The diagonal of the inverse of L·Lᵀ: the squares of L's inverse, summed; half the work of the whole inverse."""
    inverse, _ = strtri(factor, lower=lower, overwrite_c=1)
    triangle = inverse if lower else inverse.T  # the other half still holds the matrix that was factored
    diagonal = np.empty(len(triangle), np.float32)
    for start in range(0, len(triangle), _STRIPE):
        stripe = np.tril(triangle[start:, start : start + _STRIPE])
        diagonal[start : start + _STRIPE] = np.einsum("ij,ij->j", stripe, stripe)
    return diagonal
