"""Passwords that can be read aloud, and are never kept."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher

from bot.accounts import passwords
from bot.accounts.passwords import LONGEST, SHORTEST, digest, easy_password, is_dated, matches, problem


def test_a_made_password_is_four_groups_of_easy_letters_and_digits():
    made = {easy_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}", password) for password in made)


def test_a_password_is_kept_as_an_argon2id_digest_that_differs_each_time():
    first, second = digest("four-good-easy-word"), digest("four-good-easy-word")
    assert first.startswith("$argon2id$") and first != second
    assert "four" not in first


@pytest.mark.parametrize("typed", ["sauté-words", " saute\u0301-words ", "sauté-words\n"])
def test_the_same_letters_match_whatever_keyboard_they_come_from(typed):
    assert matches(digest("sauté-words"), typed)


@pytest.mark.parametrize("typed", ["", "Wrong", "right ones", "\ud800", "x" * (LONGEST + 1), "x" * 100_000])
def test_any_other_text_does_not_match(typed):
    assert not matches(digest("right-one"), typed)


def test_nothing_matches_an_account_that_does_not_exist():
    assert not matches(None, "anything")
    assert not matches("not a digest", "anything")


def test_by_default_one_check_takes_64_mib_and_three_passes(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    assert "$m=65536,t=3,p=4$" in digest("four-good-easy-word")


def test_a_digest_made_with_weaker_parameters_is_found_out(monkeypatch):
    old = digest("four-good-easy-word")
    assert not is_dated(old)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    assert is_dated(old)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("short-one", "short"),
        ("x" * (LONGEST + 1), "long"),
        ("password1234", "guessable"),
        ("aaaaaaaaaaaaaaaa", "guessable"),
        ("qwertyuiop123", "guessable"),
        ("steadyhand12", "guessable"),
        ("river-12-river", "guessable"),
        ("my dog likes cheese", None),
        ("เธอไม่พูดกับใครเลย", None),
    ],
)
def test_a_new_password_is_long_and_hard_to_guess_and_nothing_else_is_asked_of_it(typed, wrong):
    assert problem(typed, "river-12") == wrong


def test_a_made_password_is_never_refused():
    assert len(easy_password()) >= SHORTEST
    assert {problem(easy_password(), "river-12") for _ in range(50)} == {None}
