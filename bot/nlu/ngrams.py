"""Counts words and pieces of words (TF-IDF), and keeps what it learnt as plain text and numbers."""

from __future__ import annotations

from typing import Any, Dict, Text

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

#: A word of at least two letters, as scikit-learn reads it.
WORDS = r"(?u)\b\w\w+\b"


def vectorisers(config: Dict[Text, Any], vocabularies: Dict[Text, Dict[Text, int]] | None = None) -> FeatureUnion:
    """The vectorisers of words and of characters, with the vocabularies of an earlier fit if there was one.

    `config` has `word_ngrams` and `character_ngrams` (shortest, longest), `least_examples`, and may have `words`, the
    pattern of what counts as a word.
    """
    known = vocabularies or {}
    shared = {"sublinear_tf": True, "min_df": config["least_examples"], "dtype": np.float32}
    words = TfidfVectorizer(
        ngram_range=tuple(config["word_ngrams"]),
        token_pattern=config.get("words", WORDS),
        vocabulary=known.get("words"),
        **shared,
    )
    characters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=tuple(config["character_ngrams"]),
        vocabulary=known.get("characters"),
        **shared,
    )
    return FeatureUnion([("words", words), ("characters", characters)])


def state(union: FeatureUnion) -> Dict[Text, Any]:
    """The vocabularies as one text each, and the weights: as objects they would take a hundred times the memory."""
    kept: Dict[Text, Any] = {}
    for name, vectoriser in union.transformer_list:
        terms = sorted(vectoriser.vocabulary_, key=vectoriser.vocabulary_.get)
        kept[name] = {"terms": "\n".join(terms), "idf": vectoriser.idf_.astype(np.float32)}
    return kept


def rebuilt(config: Dict[Text, Any], kept: Dict[Text, Any]) -> FeatureUnion:
    """The vectorisers from what `state` gave."""
    vocabularies = {
        name: {term: number for number, term in enumerate(part["terms"].split("\n"))} for name, part in kept.items()
    }
    union = vectorisers(config, vocabularies)
    for name, vectoriser in union.transformer_list:
        vectoriser.idf_ = kept[name]["idf"]
    return union
