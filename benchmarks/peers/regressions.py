"""Two plain peers: logistic regression on word and character n-grams, and on sentence embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from benchmarks.peers.scores import Scores
from bot.examples.gathered import Example

_SIDE_BY_SIDE = 2


class Ngrams:
    """Words and word pairs, and pieces of two to four characters, weighted by TF-IDF."""

    name = "n-grams, logistic regression"

    def scores(self, examples: Sequence[Example], texts: Sequence[str]) -> list[Scores]:
        """Learn the examples, then the scores of each text."""
        features = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
                ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True)),
            ]
        )
        learnt = features.fit_transform([one.text for one in examples]).tocsr()
        return _learn_and_score(learnt, examples, features.transform(texts).tocsr())


class Embeddings:
    """MiniLM sentence embeddings, the same that the assistant uses."""

    name = "MiniLM embeddings, logistic regression"

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def scores(self, examples: Sequence[Example], texts: Sequence[str]) -> list[Scores]:
        """Learn the examples, then the scores of each text. Examples are looked up in the folder of the cache."""
        from bot.nlu.embedding_cache import EmbeddingCache
        from bot.nlu.encoder import Encoder, packaged_weights
        from bot.recognisers.placeholders import read_as

        encoder = Encoder(packaged_weights())
        # Read as a training reads them, so that what one computes the other finds.
        learnt = EmbeddingCache(self._cache).encode([read_as(one.text) for one in examples], encoder)
        return _learn_and_score(learnt, examples, encoder.encode(list(texts)))


def _learn_and_score(learnt: Any, examples: Sequence[Example], asked: Any) -> list[Scores]:
    """One regression a label. Each task learns the examples that speak of it; of danger all do, as with ours."""
    described = np.array([one.reactions is not None for one in examples])
    names = sorted({name for one in examples for name in one.reactions or ()})
    intents = sorted({one.intent for one in examples})
    told = [one for one in examples if one.reactions is not None]
    tasks = [(learnt[described], [name in (one.reactions or ()) for one in told]) for name in names]
    tasks.append((learnt[described], [not one.reactions for one in told]))
    tasks += [(learnt, [one.intent == name for one in examples]) for name in intents]
    tasks.append((learnt, [bool(one.situations) for one in examples]))
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as side_by_side:
        columns = list(side_by_side.map(lambda task: _probabilities(*task, asked), tasks))
    return [
        Scores(
            dict(zip(names, row)),
            row[len(names)],
            dict(zip(intents, row[len(names) + 1 :])),
            row[-1],
        )
        for row in np.stack(columns, 1).tolist()
    ]


def _probabilities(features: Any, wanted: list[bool], asked: Any) -> Any:
    # C=10, set before measuring: single n-grams say little and must be allowed to count. With scikit-learn's 1 the
    # embeddings differ by up to four points on the development set, in either direction. Each solver is the quick one
    # for its kind of features.
    solver = "liblinear" if scipy.sparse.issparse(features) else "newton-cholesky"
    model = LogisticRegression(C=10.0, solver=solver, class_weight="balanced", tol=1e-2, random_state=0)
    return model.fit(features, wanted).predict_proba(asked)[:, 1]
