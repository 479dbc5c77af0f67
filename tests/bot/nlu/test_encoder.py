from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from bot.nlu import encoder as encoder_module
from bot.nlu.adapter import PACKAGED, Adapter
from bot.nlu.embedding_cache import EmbeddingCache, pack
from bot.nlu.encoder import DIMENSIONS, WEIGHTS_SHA256, Encoder, WeightsError, packaged_weights
from bot.nlu.importer import every_text

#: Published first values of the model for this sentence (sentence-transformers/all-MiniLM-L6-v2).
REFERENCE = {"This is an example sentence": [0.0676569, 0.0634959, 0.0487131, 0.0793049, 0.0374481]}
TEXTS = ["she cries", "", "He sits on the floor and says that nobody can help.", "🙂", "x " * 600, "She “is” – fine…"]


@pytest.mark.parametrize("sentence", REFERENCE)
def test_the_embedding_is_the_published_one(encoder, sentence):
    assert encoder.encode([sentence])[0, :5] == pytest.approx(REFERENCE[sentence], abs=2e-6)


def test_every_embedding_is_a_unit_vector_of_384_numbers(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_text_means_the_same_alone_and_in_company(encoder):
    together = encoder.encode(TEXTS)
    for row, text in zip(together, TEXTS):
        assert np.abs(encoder.encode([text])[0] - row).max() < 1e-5


def test_padding_beside_a_longer_text_changes_nothing(encoder, monkeypatch):
    alone = encoder.encode(["she cries"])[0]
    monkeypatch.setattr(encoder_module, "_BATCH_TOKENS", 100_000)
    padded = encoder.encode(["she cries", "word " * 200])[0]
    assert np.abs(alone - padded).max() < 1e-5


def test_the_order_of_the_texts_is_the_order_of_the_embeddings(encoder):
    forward, backward = encoder.encode(TEXTS), encoder.encode(TEXTS[::-1])
    assert np.abs(forward - backward[::-1]).max() < 1e-5


def test_no_texts_give_no_embeddings(encoder):
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_texts_of_like_meaning_lie_closer_than_others(encoder):
    same, paraphrase, other = encoder.encode(["She is very sad.", "The woman feels unhappy.", "The bus is late."])
    assert same @ paraphrase > same @ other + 0.3


def test_what_comes_after_the_longest_text_is_not_seen_and_costs_nothing(encoder):
    start = "word " * 400
    assert np.abs(encoder.encode([start]) - encoder.encode([start + "suddenly something else"])).max() < 1e-5


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_text_can_break_it(encoder, text):
    assert np.isfinite(encoder.encode([text])).all()


def test_a_missing_weights_file_is_named_with_what_to_do(tmp_path):
    with pytest.raises(WeightsError, match=r"model.safetensors: the model's weights are not there. Run ./run again"):
        Encoder(tmp_path)


def test_other_weights_than_the_ones_this_was_built_for_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsError, match="this is not the model this was built for"):
        Encoder(tmp_path)


def test_the_packaged_weights_are_the_ones_that_were_checked():
    with (packaged_weights() / "model.safetensors").open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == WEIGHTS_SHA256


class CountingEncoder:
    """Gives made-up vectors and counts how many texts it was asked for."""

    mark = ""

    def __init__(self):
        self.asked = 0

    def encode(self, texts):
        self.asked += len(texts)
        return np.array([np.full(DIMENSIONS, len(text)) for text in texts], np.float32)


def test_a_second_training_computes_only_what_is_new(tmp_path):
    encoder = CountingEncoder()
    first = EmbeddingCache(tmp_path / "cache").encode(["a", "bb", "a"], encoder)
    again = EmbeddingCache(tmp_path / "cache").encode(["bb", "ccc", "a"], encoder)
    assert encoder.asked == 3
    assert first[:, 0].tolist() == [1, 2, 1] and again[:, 0].tolist() == [2, 3, 1]


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xff" * 4096])
def test_a_damaged_cache_is_made_anew(tmp_path, damage):
    EmbeddingCache(tmp_path).encode(["a"], CountingEncoder())
    (tmp_path / "embeddings.safetensors").write_bytes(damage)
    encoder = CountingEncoder()
    assert EmbeddingCache(tmp_path).encode(["a"], encoder)[0, 0] == 1 and encoder.asked == 1


def test_what_was_packed_is_not_computed_and_is_nearly_the_same(tmp_path, encoder):
    texts = ["she does not sleep", "he laughs with the cook", "who are you going to tell?"]
    pack(texts, encoder, tmp_path / "packed.safetensors")
    counting = CountingEncoder()
    unpacked = EmbeddingCache(None, tmp_path / "packed.safetensors").encode([*texts, "new"], counting)
    assert counting.asked == 1
    assert ((unpacked[:3] * encoder.encode(texts)).sum(axis=1) > 0.999).all()


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xff" * 4096])
def test_a_damaged_packed_file_costs_time_and_nothing_else(tmp_path, damage):
    (tmp_path / "packed.safetensors").write_bytes(damage)
    encoder = CountingEncoder()
    assert EmbeddingCache(None, tmp_path / "packed.safetensors").encode(["a"], encoder)[0, 0] == 1
    assert encoder.asked == 1


def test_the_packed_file_holds_the_examples_as_this_adapter_reads_them():
    texts = every_text()
    some = texts[:: len(texts) // 200]
    counting = CountingEncoder()
    counting.mark = Adapter(PACKAGED).mark
    EmbeddingCache(None).encode(some, counting)
    assert counting.asked <= len(some) / 10, "run `./run python -m bot.nlu.embedding_cache`: a first training is slow"


def test_without_a_folder_nothing_is_kept():
    encoder = CountingEncoder()
    for _ in range(2):
        EmbeddingCache(None).encode(["a"], encoder)
    assert encoder.asked == 2 and EmbeddingCache(None).encode([], encoder).shape == (0, DIMENSIONS)


def test_the_adapter_changes_what_is_near_and_an_encoder_without_it_stays_the_reference(encoder):
    adapted = Encoder(packaged_weights(), Adapter(PACKAGED))
    danger_and_idiom = ["the girl hurt herself again tonight", "this film will be the death of me, she laughs"]
    plain, learnt = encoder.encode(danger_and_idiom), adapted.encode(danger_and_idiom)
    assert encoder.mark == "" != adapted.mark
    assert np.allclose(np.linalg.norm(learnt, axis=1), 1.0, atol=1e-5)
    assert learnt[0] @ learnt[1] < plain[0] @ plain[1] - 0.05


def test_an_adapter_changes_matrices_by_the_product_of_two_thin_ones(tmp_path):
    narrowing, widening = np.eye(4, 2, dtype=np.float16), np.full((2, 3), 0.5, np.float16)
    save_file({"layer.a": narrowing, "layer.b": widening}, str(tmp_path / "adapter.safetensors"))
    adapter = Adapter(tmp_path / "adapter.safetensors")
    assert adapter.change("another") is None
    assert adapter.change("layer").tolist() == [[0.5] * 3, [0.5] * 3, [0.0] * 3, [0.0] * 3]


def test_embeddings_of_another_adapter_are_computed_again(tmp_path):
    plain, adapted = CountingEncoder(), CountingEncoder()
    adapted.mark = "other"
    EmbeddingCache(tmp_path).encode(["a"], plain)
    EmbeddingCache(tmp_path).encode(["a"], adapted)
    assert (plain.asked, adapted.asked) == (1, 1)
