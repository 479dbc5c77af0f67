"""Two recognisers that vote: nearness of meaning (embeddings) and words (n-grams).

Measured on descriptions by writers whom the model has not seen, the two together are clearly better than either, and
their average in log-odds, in which the surer one counts for more, better than that of their probabilities
(`docs/evaluation.md`, `docs/decisions/0003`). Only plain arrays are kept.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from bot.nlu.kernel import LANDMARKS, Floats, KernelVote, fit_kernel

#: How much a rare label is weighed up: 0 not at all, 1 as much as all else together; chosen on the development set.
_BALANCE = 0.5
#: Log-odds beyond which one of the two is not heard further: 1 in 10,000.
_MOST = 9.2
#: Log-odds given to a label that is true of all examples, or of none.
_SURE = 6.0
#: Fits that run side by side; the solver releases Python's lock. Its random order is shared by them, so two trainings
#: on the same examples differ in the third decimal of a probability.
_SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Features:
    """What is known of some texts: `dense` of shape (texts, 384) and `sparse` of shape (texts, n-grams)."""

    dense: Floats
    sparse: scipy.sparse.csr_matrix


def features_of(messages: Sequence[Message]) -> Features:
    """Collect the features the featurisers put on the messages."""
    sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return Features(dense_of(messages), scipy.sparse.vstack(sparse).tocsr())


def dense_of(messages: Sequence[Message]) -> Floats:
    """The embeddings of the messages, of shape (texts, 384)."""
    return np.stack([message.get_dense_features(TEXT)[1].features[0] for message in messages])


@dataclass(frozen=True)
class Vote:
    """Independent yes/no decisions for each label; the probabilities do not add up to one."""

    labels: tuple[str, ...]
    kernel: KernelVote
    words: npt.NDArray[np.float16]  # (rows, labels), the last row is the bias
    rows: npt.NDArray[
        np.int32
    ]  # which n-gram each row is for, ascending; those that say nothing of any label have none

    def probabilities(self, features: Features) -> Floats:
        """Probabilities of shape (texts, labels)."""
        # Kept in half precision, which is most of the model; only the rows of n-grams that occur are widened.
        occurring = np.unique(features.sparse.indices)
        places = np.searchsorted(self.rows, occurring)
        said = self.rows[places] == occurring
        weights = self.words[places[said]].astype(np.float32)
        raw = features.sparse[:, occurring[said]] @ weights + self.words[-1].astype(np.float32)
        return chances((np.clip(raw, -_MOST, _MOST) + log_odds(self.kernel.probabilities(features.dense))) / 2.0)

    def state(self) -> dict[str, Any]:
        """What `from_state` needs to build it again."""
        return {"labels": list(self.labels), "words": self.words, "word_rows": self.rows, **self.kernel.state()}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Vote:
        """Build from what `state` gave."""
        words = np.asarray(state["words"], dtype=np.float16)
        return cls(
            tuple(state["labels"]), KernelVote.from_state(state), words, np.asarray(state["word_rows"], np.int32)
        )


def log_odds(probabilities: Floats) -> Floats:
    """How much likelier than not, as a logarithm; never more than `_MOST` either way."""
    return np.clip(logit(probabilities), -_MOST, _MOST)


def chances(odds: Floats) -> Floats:
    """Probabilities from log-odds."""
    return expit(odds).astype(np.float32)


def fit(
    features: Features,
    targets: npt.NDArray[np.bool_],
    labels: Sequence[str],
    strength: float = 4.0,
    landmarks: int = LANDMARKS,
) -> Vote:
    """Fit a vote. `targets` has shape (texts, labels).

    `strength` is the inverse regularisation of the regression on n-grams, `landmarks` how many the kernel has at most.
    """
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as side_by_side:
        fitting = [side_by_side.submit(_words, features.sparse, column, strength) for column in targets.T]
        columns = [one.result() for one in fitting]
    words = np.stack(columns, 1).astype(np.float16)
    # Of the n-grams, many occur in no example of these labels: two thirds of them in none of the subjects'.
    saying = np.any(words != 0, axis=1)
    saying[-1] = True  # the bias, whose number is above every n-gram's
    rows = np.flatnonzero(saying).astype(np.int32)
    return Vote(tuple(labels), fit_kernel(features.dense, targets, landmarks), words[rows], rows)


def _words(matrix: scipy.sparse.csr_matrix, wanted: npt.NDArray[np.bool_], strength: float) -> Floats:
    if wanted.all() or not wanted.any():  # nothing to tell apart
        return np.append(np.zeros(matrix.shape[1]), _SURE if wanted.all() else -_SURE).astype(np.float32)
    positive = int(wanted.sum())
    weights = np.where(wanted, max(1.0, (len(wanted) - positive) / positive) ** _BALANCE, 1.0)
    # Of the two ways to the same weights, the dual one takes half the time here and comes nearer to them.
    model = LogisticRegression(C=strength, solver="liblinear", dual=True, tol=1e-1, random_state=0)
    model.fit(matrix, wanted, sample_weight=weights)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)
