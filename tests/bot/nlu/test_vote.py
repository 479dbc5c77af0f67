from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse

from bot.nlu import kernel
from bot.nlu.kernel import KernelVote, fit_kernel
from bot.nlu.vote import Features, Vote, features_of, fit


@pytest.fixture(scope="module")
def clouds():
    """Eighty unit vectors in two groups, with the group as label and a second label at random."""
    random = np.random.default_rng(0)
    group = np.arange(80) % 2 == 0
    dense = random.normal(0, 0.08, (80, 384)) + np.where(group, 1, -1)[:, None] * np.linspace(0, 0.05, 384)
    dense = (dense / np.linalg.norm(dense, axis=1, keepdims=True)).astype(np.float32)
    return dense, np.stack([group, random.random(80) < 0.5], 1)


def test_what_is_near_to_known_examples_is_likely_what_they_are(clouds):
    dense, targets = clouds
    vote = fit_kernel(dense[:60], targets[:60])
    assert ((vote.probabilities(dense[60:])[:, 0] > 0.5) == targets[60:, 0]).all()


def test_the_scores_of_left_out_examples_are_those_of_models_that_never_saw_them(clouds, monkeypatch):
    dense, targets = clouds[0][:12], clouds[1][:12]
    seen = []
    monkeypatch.setattr(kernel, "curves", lambda scores, _: (seen.append(scores), (np.ones(2), np.zeros(2)))[1])
    fit_kernel(dense, targets)
    wanted = targets.astype(float)
    for left in range(12):
        rest = np.arange(12) != left
        gram = kernel.nearness(dense[rest], dense[rest]) + kernel._RIDGE * np.eye(11)
        weights = np.linalg.solve(gram, wanted[rest] - wanted.mean(0))
        expected = kernel.nearness(dense[[left]], dense[rest]) @ weights + wanted.mean(0)
        # The closed form leaves out the share of each label, which hardly moves when one example goes.
        assert seen[0][left] == pytest.approx(expected[0], abs=2e-4)


def test_a_stored_kernel_decides_as_before(clouds):
    dense, targets = clouds
    vote = fit_kernel(dense, targets)
    again = KernelVote.from_state(vote.state())
    assert np.array_equal(vote.probabilities(dense), again.probabilities(dense))


def test_a_few_landmarks_decide_nearly_as_all_examples_do(clouds):
    dense, targets = clouds
    every, few = fit_kernel(dense, targets), fit_kernel(dense, targets, 20)
    assert few.landmarks.shape == (20, 384) and np.linalg.norm(few.landmarks, axis=1) == pytest.approx(1.0)
    assert ((few.probabilities(dense)[:, 0] > 0.5) == (every.probabilities(dense)[:, 0] > 0.5)).all()


def test_features_of_messages_are_collected_in_their_order(bench):
    data = bench.featurised()
    features = features_of(data.training_examples[:3])
    assert features.dense.shape == (3, 384) and features.sparse.shape[0] == 3
    one = features_of(data.training_examples[2:3])
    assert np.array_equal(features.dense[2], one.dense[0]) and (features.sparse[2] != one.sparse[0]).nnz == 0


def test_a_vote_separates_what_can_be_separated_and_survives_storing(bench):
    data = bench.featurised()
    features = features_of(data.training_examples)
    wanted = np.array([["she" in message.get("text").split()] for message in data.training_examples])
    vote = fit(features, wanted, ["she"])
    again = Vote.from_state(vote.state())
    assert np.abs(vote.probabilities(features) - again.probabilities(features)).max() < 0.002
    assert ((vote.probabilities(features) > 0.5) == wanted).mean() > 0.9


def test_no_number_is_too_large_for_a_probability():
    sparse = scipy.sparse.csr_matrix(np.array([[1e9], [-1e9], [0.0]], np.float32))
    dense = np.zeros((3, 384), np.float32)
    zero = np.zeros(1, np.float32)
    nearness = KernelVote(np.zeros((1, 384), np.float32), np.full((1, 1), 1e9, np.float32), zero, zero + 1e9, zero)
    found = Vote(("a",), nearness, np.ones((2, 1), np.float32), np.arange(2)).probabilities(Features(dense, sparse))
    assert np.isfinite(found).all() and (found >= 0).all() and (found <= 1).all()


def test_n_grams_that_say_nothing_take_no_room_and_change_nothing(clouds):
    dense, targets = clouds
    known = scipy.sparse.random(80, 40, 0.2, format="csr", random_state=0, dtype=np.float32)
    unheard = scipy.sparse.csr_matrix((80, 300), dtype=np.float32)
    wide = scipy.sparse.hstack([unheard[:, :200], known, unheard[:, 200:]]).tocsr()
    # One label, so that one fit runs at a time: the solver's random order is shared by those that run side by side.
    small, large = (fit(Features(dense, matrix), targets[:, :1], ["one"]) for matrix in (known, wide))
    assert large.words.shape[0] <= 41 and large.rows[-1] == 340
    new_words = scipy.sparse.csr_matrix(np.ones((80, 340), np.float32) - (wide != 0).toarray())
    again = Vote.from_state(large.state())
    assert np.array_equal(small.probabilities(Features(dense, known)), again.probabilities(Features(dense, wide)))
    shared = new_words[:, 200:240]
    assert again.probabilities(Features(dense, new_words)) == pytest.approx(
        small.probabilities(Features(dense, shared)), abs=1e-6
    )
