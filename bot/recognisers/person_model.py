"""The model that tells names of people and places from other words, word by word.

A linear model over `features`; about a minute to train on one core, under two milliseconds for a message. It is kept as
numbers and text, never as a pickle, so a tampered file cannot run code.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse

from bot.recognisers import lexicon
from bot.recognisers.features import PLACES, features_of
from bot.recognisers.tokens import Token, tokens_of

if TYPE_CHECKING:
    from bot.recognisers.carriers import Sentence

LABELS = ("PERSON", "ORG_LOCATION")
_HERE = Path(__file__).parent
_DATA = _HERE.parent.parent / "data"
#: How many copies of the examples are learnt, each with another share of features left out. Chosen on development data.
_COPIES, _LEFT_OUT = 3, 0.3
_MADE_BY = (
    "carriers", "faker_names", "features", "lexicon", "lexicon_sources", "name_maker", "named_messages", "person_model",
    "text_shape", "tokens", "word_classes", "word_lists",
)  # fmt: skip
_PACKAGES = ("faker", "spacy-lookups-data", "scikit-learn")
_WEIGHTS, _LEXICON, _STAMP = "weights.npy", "lexicon.tsv", "fingerprint"


class NotTrainedError(Exception):
    """There is no model in the folder; `train` makes one."""


@dataclass(frozen=True)
class PersonModel:
    """Knows how likely each word is part of a name."""

    weights: npt.NDArray[np.float32]  # (places + 1, labels); the last row is the bias
    lexicon: lexicon.Lexicon

    def probabilities(self, tokens: list[Token]) -> npt.NDArray[np.float32]:
        """Of shape (tokens, labels): the probability of each label for each token."""
        scores = np.full((len(tokens), len(LABELS)), -30.0, dtype=np.float32)
        for number, places in features_of(tokens, self.lexicon).items():
            scores[number] = self.weights[places].sum(axis=0) + self.weights[-1]
        return 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))


def fingerprint() -> str:
    """Changes when anything changes that the model is made from."""
    digest = hashlib.sha256(" ".join(metadata.version(package) for package in _PACKAGES).encode())
    ours = [_HERE / f"{module}.py" for module in _MADE_BY]
    for path in [
        *ours,
        *sorted((_HERE / "names").iterdir()),
        *sorted(_DATA.glob("masking/**/*.yml")),
        *sorted(_DATA.glob("nlu/**/*.yml")),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(folder: Path) -> bool:
    """Whether the model in the folder was made from what is here now."""
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint()


def load(folder: Path) -> PersonModel:
    """Read the model. Raises NotTrainedError."""
    try:
        weights = np.load(folder / _WEIGHTS, allow_pickle=False).astype(np.float32)
        return PersonModel(weights, lexicon.Lexicon.load(folder / _LEXICON))
    except (OSError, ValueError) as error:
        raise NotTrainedError(f"no name model in {folder}: run `steadyhand train`") from error


def train(folder: Path) -> PersonModel:
    """Make the model and put it into the folder; the fingerprint comes last, so a half-written model is never current."""
    from bot.recognisers import carriers, lexicon_sources  # they need Faker, which nothing else does

    chance = random.Random(20)  # noqa: S311
    words = lexicon_sources.build()
    examples = list(carriers.sentences(_DATA, words, chance))
    model = PersonModel(_fit(examples, words), words)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _STAMP).unlink(missing_ok=True)
    np.save(folder / _WEIGHTS, model.weights.astype(np.float16))
    words.save(folder / _LEXICON)
    (folder / _STAMP).write_text(fingerprint())
    return model


def _fit(examples: list[Sentence], words: lexicon.Lexicon) -> npt.NDArray[np.float32]:
    from sklearn.linear_model import SGDClassifier

    rows: list[npt.NDArray[np.int64]] = []
    labels: list[str] = []
    for example in examples:
        tokens = tokens_of(example.text)
        named = [
            next((kind for start, end, kind in example.names if start <= token.start < end), "") for token in tokens
        ]
        hidden = {number for number, kind in enumerate(named) if kind} if example.hidden else ()
        for number, places in features_of(tokens, words, hidden).items():
            rows.append(places)
            labels.append(named[number])
    wanted = np.array(labels * _COPIES)
    matrix = scipy.sparse.vstack([_thinned(rows, seed) for seed in range(_COPIES)]).tocsr()
    weights = np.zeros((PLACES + 1, len(LABELS)), dtype=np.float32)
    for column, label in enumerate(LABELS):
        model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=4, tol=None, average=True, random_state=0)
        model.fit(matrix, wanted == label)
        weights[:-1, column], weights[-1, column] = model.coef_[0], model.intercept_[0]
    return weights


def _thinned(rows: list[npt.NDArray[np.int64]], seed: int) -> scipy.sparse.csr_matrix:
    """The features as a matrix, some left out at random, or the model would lean on single words of the carriers."""
    starts, columns = np.cumsum([0, *map(len, rows)]), np.concatenate(rows)
    kept = np.random.default_rng(seed).random(len(columns)) >= _LEFT_OUT
    values = kept.astype(np.float32) / (1.0 - _LEFT_OUT)
    matrix = scipy.sparse.csr_matrix((values, columns, starts), shape=(len(rows), PLACES))
    matrix.eliminate_zeros()
    return matrix
