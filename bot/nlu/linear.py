"""Two logistic regressions that vote: one on the embedding, one on the n-grams.

Measured on descriptions by writers whom the model has not seen, the average of the two is better than either and than
one regression on both together (`docs/evaluation.md`). Only the coefficients are kept, as plain arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Features:
    """What is known of some texts: `dense` of shape (texts, 384) and `sparse` of shape (texts, n-grams)."""

    dense: Floats
    sparse: scipy.sparse.csr_matrix

    def rows(self, chosen: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Features:
        """The features of some of the texts."""
        return Features(self.dense[chosen], self.sparse[chosen])


def features_of(messages: Sequence[Message]) -> Features:
    """Collect the features the featurisers put on the messages. Messages without text give zeros."""
    dense, sparse = [], []
    for message in messages:
        dense.append(message.get_dense_features(TEXT)[1].features[0])
        sparse.append(message.get_sparse_features(TEXT)[1].features)
    return Features(np.stack(dense), scipy.sparse.vstack(sparse).tocsr())


@dataclass(frozen=True)
class LinearVote:
    """Independent yes/no decisions for each label: probability of each, not adding up to one."""

    labels: tuple[str, ...]
    dense_weights: Floats  # (384 + 1, labels), the last row is the bias
    sparse_weights: Floats  # (n-grams + 1, labels)

    def probabilities(self, features: Features) -> Floats:
        """Probabilities of shape (texts, labels)."""
        dense = features.dense @ self.dense_weights[:-1] + self.dense_weights[-1]
        sparse = features.sparse @ self.sparse_weights[:-1] + self.sparse_weights[-1]
        return ((_sigmoid(dense) + _sigmoid(sparse)) / 2.0).astype(np.float32)

    def state(self) -> dict[str, object]:
        """What `from_state` needs to build it again."""
        return {"labels": list(self.labels), "dense": self.dense_weights, "sparse": self.sparse_weights}

    @classmethod
    def from_state(cls, state: dict[str, object]) -> LinearVote:
        """Build from what `state` gave."""
        return cls(tuple(state["labels"]), state["dense"], state["sparse"])  # type: ignore[arg-type]


def fit(features: Features, targets: npt.NDArray[np.bool_], labels: Sequence[str], **strength: float) -> LinearVote:
    """Fit a vote. `targets` has shape (texts, labels).

    `strength` may set `dense` and `sparse` (inverse regularisation) and `balance` (1.0 weighs a rare label as heavily
    as all else together, 0.0 not at all).
    """
    dense_strength, sparse_strength = strength.get("dense", 10.0), strength.get("sparse", 4.0)
    dense_columns, sparse_columns = [], []
    for column in range(len(labels)):
        wanted = targets[:, column]
        weights = _sample_weights(wanted, strength.get("balance", 0.0))
        dense_columns.append(_coefficients(features.dense, wanted, weights, dense_strength))
        sparse_columns.append(_coefficients(features.sparse, wanted, weights, sparse_strength))
    return LinearVote(tuple(labels), np.stack(dense_columns, 1), np.stack(sparse_columns, 1))


def _coefficients(matrix: object, wanted: npt.NDArray[np.bool_], weights: Floats, strength: float) -> Floats:
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
    model.fit(matrix, wanted, sample_weight=weights)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def _sample_weights(wanted: npt.NDArray[np.bool_], balance: float) -> Floats:
    positive = max(1, int(wanted.sum()))
    ratio = (len(wanted) - positive) / positive
    return np.where(wanted, max(1.0, ratio) ** balance, 1.0).astype(np.float32)


def _sigmoid(x: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
