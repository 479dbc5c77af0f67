"""Kernel ridge regression on embeddings: what is near to known examples is likely what they are.

The examples are many and much alike, so nearness is measured to landmarks: the centres of groups of near examples
(k-means; Zhang, Tsang and Kwok, Improved Nyström Low-Rank Approximation, 2008). On the development sets 3,000 of them
decide as well as all 20,598 examples of reactions did, in a tenth of the time and a seventh of the memory
(`benchmarks/landmarks.py`, docs/evaluation.md).

Raw scores are turned into probabilities by a logistic curve for each label (Platt, 1999), fitted on the scores every
example gets when it is left out itself; for ridge regression these have a closed form (Rasmussen and Williams,
Gaussian Processes for Machine Learning, 2006, section 5.4.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_solve, cholesky, solve_triangular
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]

#: Width of the kernel and weight of the ridge; chosen on the development set (docs/evaluation.md).
_WIDTH, _RIDGE = 1.0, 0.3
#: Landmarks that are enough unless the labels are many and have few examples each.
LANDMARKS = 3000
#: Added to the landmarks' own nearness, so that two of them that almost coincide do no harm.
_JITTER = 1e-4
#: Rounds of grouping, from a random beginning. More, or a choosier beginning, took a minute and decided no better.
_ROUNDS = 5
#: Log-odds given to a label that is true of all examples, or of none.
_SURE = 6.0


@dataclass(frozen=True)
class KernelVote:
    """Independent yes/no decisions for each label from nearness to landmarks."""

    landmarks: Floats  # (landmarks, 384), unit vectors
    weights: Floats  # (landmarks, labels)
    offset: Floats  # (labels,) share of each label among the examples
    slope: Floats  # (labels,) of the logistic curve
    shift: Floats  # (labels,)

    def probabilities(self, dense: Floats) -> Floats:
        """Probabilities of shape (texts, labels) for unit vectors of shape (texts, 384)."""
        return self.on_the_curve(self.raw(dense))

    def raw(self, dense: Floats) -> Floats:
        """The scores before the curve, of the same shape."""
        return np.asarray(nearness(dense, self.landmarks) @ self.weights + self.offset, dtype=np.float32)

    def on_the_curve(self, raw: Floats) -> Floats:
        """Probabilities from raw scores."""
        return (1.0 / (1.0 + np.exp(-np.clip(raw * self.slope + self.shift, -30.0, 30.0)))).astype(np.float32)

    def state(self) -> dict[str, npt.NDArray[np.generic]]:
        """Plain arrays to keep."""
        return {
            "kernel_landmarks": self.landmarks,
            "kernel_weights": self.weights,
            "kernel_curve": np.stack([self.offset, self.slope, self.shift]),
        }

    @classmethod
    def from_state(cls, state: dict[str, npt.NDArray[np.generic]]) -> KernelVote:
        """Build from what `state` gave."""
        offset, slope, shift = np.asarray(state["kernel_curve"], dtype=np.float32)
        landmarks = np.asarray(state["kernel_landmarks"], dtype=np.float32)
        return cls(landmarks, np.asarray(state["kernel_weights"], dtype=np.float32), offset, slope, shift)


def fit_kernel(dense: Floats, targets: npt.NDArray[np.bool_], most: int = LANDMARKS) -> KernelVote:
    """Fit on unit vectors of shape (examples, 384) and targets of shape (examples, labels), with `most` landmarks."""
    landmarks, wanted = _landmarks(dense, most), targets.astype(np.float32)
    offset = wanted.mean(0)
    own = nearness(landmarks, landmarks).astype(np.float64) + _JITTER * np.eye(len(landmarks))
    root = cholesky(own, lower=True).astype(np.float32)
    # In these coordinates, of shape (examples, landmarks), the kernel is a plain product and the ridge a plain ridge.
    placed = solve_triangular(root, nearness(landmarks, dense), lower=True, check_finite=False).T
    system = placed.T @ placed
    system[np.diag_indices_from(system)] += np.float32(_RIDGE)
    factor = cholesky(system, lower=True, check_finite=False)
    weights = cho_solve((factor, True), placed.T @ (wanted - offset), check_finite=False)
    own_share = np.square(solve_triangular(factor, placed.T, lower=True, check_finite=False)).sum(0)
    left_out = wanted - (wanted - offset - placed @ weights) / (1.0 - own_share)[:, None]
    by_landmark = solve_triangular(root.T, weights, lower=False, check_finite=False)
    return KernelVote(landmarks, np.ascontiguousarray(by_landmark, np.float32), offset, *curves(left_out, targets))


def nearness(one: Floats, other: Floats) -> Floats:
    """exp(-width · squared distance), for unit vectors."""
    return np.exp(np.float32(2.0 * _WIDTH) * (one @ other.T - np.float32(1.0)), dtype=np.float32)


def curves(scores: Floats, targets: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Slope and shift of each label's logistic curve, for scores and targets of shape (examples, labels)."""
    slope = np.zeros(scores.shape[1], np.float32)
    shift = np.zeros(scores.shape[1], np.float32)
    for column in range(scores.shape[1]):
        if targets[:, column].all() or not targets[:, column].any():  # nothing to tell apart
            shift[column] = _SURE if targets[:, column].all() else -_SURE
            continue
        curve = LogisticRegression(C=100.0).fit(scores[:, [column]], targets[:, column])
        slope[column], shift[column] = curve.coef_[0, 0], curve.intercept_[0]
    return slope, shift


def _landmarks(dense: Floats, most: int) -> Floats:
    """Unit vectors of shape (landmarks, 384); of few examples each is one itself."""
    if len(dense) <= most:
        return dense
    groups = KMeans(most, init="random", n_init=1, max_iter=_ROUNDS, random_state=0)
    centres: Floats = groups.fit(dense).cluster_centers_.astype(np.float32)
    return centres / np.linalg.norm(centres, axis=1, keepdims=True)
