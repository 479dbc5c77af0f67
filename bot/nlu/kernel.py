"""Kernel ridge regression on embeddings: what is near to known examples is likely what they are.

One system of equations is solved for all labels at once, in seconds for some thousand examples. Its raw scores are
turned into probabilities by a logistic curve for each label (Platt, 1999), fitted on the scores every example gets
when it is left out itself; for kernel ridge these have a closed form (Rasmussen and Williams, Gaussian Processes for
Machine Learning, 2006, section 5.4.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import strtri
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]

#: Width of the kernel and weight of the ridge; chosen on the development set (docs/evaluation.md).
_WIDTH, _RIDGE = 1.0, 0.3
#: Log-odds given to a label that is true of all examples, or of none.
_SURE = 6.0
#: Columns looked at together, so that no second copy of a large matrix is made.
_STRIPE = 512


@dataclass(frozen=True)
class KernelVote:
    """Independent yes/no decisions for each label from nearness to the examples."""

    examples: Floats  # (examples, 384), unit vectors
    weights: Floats  # (examples, labels)
    offset: Floats  # (labels,) share of each label among the examples
    slope: Floats  # (labels,) of the logistic curve
    shift: Floats  # (labels,)

    def probabilities(self, dense: Floats) -> Floats:
        """Probabilities of shape (texts, labels) for unit vectors of shape (texts, 384)."""
        return self.on_the_curve(self.raw(dense))

    def raw(self, dense: Floats) -> Floats:
        """The scores before the curve, of the same shape."""
        return np.asarray(nearness(dense, self.examples) @ self.weights + self.offset, dtype=np.float32)

    def on_the_curve(self, raw: Floats) -> Floats:
        """Probabilities from raw scores."""
        return (1.0 / (1.0 + np.exp(-np.clip(raw * self.slope + self.shift, -30.0, 30.0)))).astype(np.float32)

    def state(self) -> dict[str, npt.NDArray[np.generic]]:
        """Plain arrays to keep; the examples in half precision, which changes no probability by more than 0.002."""
        return {
            "kernel_examples": self.examples.astype(np.float16),
            "kernel_weights": self.weights,
            "kernel_curve": np.stack([self.offset, self.slope, self.shift]),
        }

    @classmethod
    def from_state(cls, state: dict[str, npt.NDArray[np.generic]]) -> KernelVote:
        """Build from what `state` gave."""
        offset, slope, shift = np.asarray(state["kernel_curve"], dtype=np.float32)
        examples = np.asarray(state["kernel_examples"], dtype=np.float32)
        return cls(examples, np.asarray(state["kernel_weights"], dtype=np.float32), offset, slope, shift)


def fit_kernel(dense: Floats, targets: npt.NDArray[np.bool_]) -> KernelVote:
    """Fit on unit vectors of shape (examples, 384) and targets of shape (examples, labels)."""
    return KernelVote(dense, *solved(nearness(dense, dense), targets, _RIDGE))


def solved(kernel: Floats, targets: npt.NDArray[np.bool_], ridge: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Weights (examples, labels), offset, slope and shift of each label, for a kernel matrix, which is used up."""
    wanted = targets.astype(np.float32)
    offset = wanted.mean(0)
    kernel[np.diag_indices_from(kernel)] += np.float32(ridge)
    factor, lower = cho_factor(kernel, overwrite_a=True, check_finite=False)
    weights = cho_solve((factor, lower), wanted - offset, check_finite=False)
    left_out = wanted - weights / _diagonal_of_inverse(factor, lower)[:, None]
    return np.ascontiguousarray(weights, dtype=np.float32), offset, *_curves(left_out, targets)


def nearness(one: Floats, other: Floats) -> Floats:
    """exp(-width · squared distance), for unit vectors."""
    return np.exp(np.float32(2.0 * _WIDTH) * (one @ other.T - np.float32(1.0)), dtype=np.float32)


def _diagonal_of_inverse(factor: Floats, lower: bool) -> Floats:
    """The diagonal of the inverse of L·Lᵀ: the squares of L's inverse, summed; half the work of the whole inverse."""
    inverse, _ = strtri(factor, lower=lower, overwrite_c=1)
    triangle = inverse if lower else inverse.T  # the other half still holds the matrix that was factored
    diagonal = np.empty(len(triangle), np.float32)
    for start in range(0, len(triangle), _STRIPE):
        stripe = np.tril(triangle[start:, start : start + _STRIPE])
        diagonal[start : start + _STRIPE] = np.einsum("ij,ij->j", stripe, stripe)
    return diagonal


def _curves(scores: Floats, targets: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    slope = np.zeros(scores.shape[1], np.float32)
    shift = np.zeros(scores.shape[1], np.float32)
    for column in range(scores.shape[1]):
        if targets[:, column].all() or not targets[:, column].any():  # nothing to tell apart
            shift[column] = _SURE if targets[:, column].all() else -_SURE
            continue
        curve = LogisticRegression(C=100.0).fit(scores[:, [column]], targets[:, column])
        slope[column], shift[column] = curve.coef_[0, 0], curve.intercept_[0]
    return slope, shift
