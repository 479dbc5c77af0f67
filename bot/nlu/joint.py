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

from bot.nlu.kernel import Floats, KernelVote, nearness, solved
from bot.nlu.vote import Features

#: What nearness of meaning counts of the whole, and the weight of the ridge; chosen on the development set.
_MEANING, _RIDGE = 0.45, 0.2
#: Rows multiplied at a time: the product of two sparse matrices is nearly full here, and large in its sparse form.
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
    weights, *curve = solved(kernel, targets, _RIDGE)
    words = shared * (features.sparse.T @ weights)
    return JointVote(
        tuple(labels), KernelVote(features.dense, np.float32(_MEANING) * weights, *curve), words.astype(np.float16)
    )
