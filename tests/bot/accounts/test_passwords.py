"""Passwords that can be read aloud, and are never kept."""

from __future__ import annotations

import re

import pytest

from bot.accounts.passwords import LONGEST, digest, easy_password, matches


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
