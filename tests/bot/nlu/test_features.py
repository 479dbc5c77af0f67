from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.adapter import PACKAGED, Adapter
from bot.nlu.encoder import Encoder, WeightsError, packaged_weights
from bot.nlu.features import NgramFeaturizer, SentenceEncoder


def sparse(message: Message):
    return message.get_sparse_features("text")[1].features


def test_a_message_gets_its_embedding_and_so_does_each_clause(bench):
    adapted = Encoder(packaged_weights(), Adapter(PACKAGED))
    bench.featurised()
    message = bench.read("she does not eat at all, and he does not sleep well")
    for part in (message, *message.get("clauses")):
        dense = part.get_dense_features("text")[1].features
        assert dense.shape == (1, 384)
        assert np.abs(dense[0] - adapted.encode([part.get("text")])[0]).max() < 1e-5


def test_a_site_may_do_without_the_adapter(bench, encoder):
    plain = bench.make(SentenceEncoder, adapted=False)
    assert np.abs(plain.encode(["she does not eat"]) - encoder.encode(["she does not eat"])).max() < 1e-6


def test_a_site_may_name_another_folder_of_weights_and_hears_when_it_holds_none(bench, tmp_path):
    assert bench.make(SentenceEncoder).encode(["x"]).shape == (1, 384)
    with pytest.raises(WeightsError, match=str(tmp_path)):
        bench.make(SentenceEncoder, weights=str(tmp_path))


@pytest.mark.parametrize("message", [{"text": "/greet"}, {"text": ""}, {}])
def test_buttons_and_empty_messages_get_no_features(bench, sentence_encoder, message):
    bench.featurised()
    for component in (sentence_encoder, bench.load(NgramFeaturizer)):
        assert component.process([Message(message)])[0].features == []


def test_words_are_weighed_the_same_after_storing_and_loading(bench):
    bench.featurised()
    loaded = bench.load(NgramFeaturizer, least_examples=1)
    for text in ("he shouts", "she is affraid", "zzz", "café 🙂"):
        trained = bench.read(text)
        again = loaded.process([Message({"text": text})])[0]
        assert (sparse(trained) != sparse(again)).nnz == 0


def test_a_misspelt_word_still_shares_pieces_with_the_right_one(bench):
    bench.featurised()
    right, wrong, other = (sparse(bench.read(text)) for text in ("afraid", "affraid", "checklist"))
    assert (right @ wrong.T)[0, 0] > 3 * (right @ other.T)[0, 0]


def test_a_text_of_unknown_words_gives_an_empty_row_and_no_error(bench):
    bench.featurised()
    assert sparse(bench.read("ыыы")).nnz == 0
