"""User names that tell nobody who someone is."""

from __future__ import annotations

import re

import pytest

from bot.accounts import names
from bot.accounts.service import add_account


def test_a_name_is_offered_that_nobody_has(engine, monkeypatch):
    add_account(engine, "river-12", "staff")
    draws = iter(["river", "heron"])
    monkeypatch.setattr(names.secrets, "choice", lambda _: next(draws))
    monkeypatch.setattr(names.secrets, "randbelow", lambda _: 2)
    assert names.offered(engine) == "heron-12"


def test_every_name_that_is_offered_may_be_taken(engine):
    assert {names.problem(f"{word}-10") for word in names.words()} == {None}
    assert len(names.words()) > 100 and all(re.fullmatch("[a-z]{3,12}", word) for word in names.words())


def test_no_word_that_is_offered_is_the_name_of_a_person():
    assert set(names.words()) & names._known_names() == set()


@pytest.mark.parametrize("name", ["river-12", "night-owl-7", "kettle3", "blue-kettle-2026"])
def test_a_word_and_a_number_are_taken(name):
    assert names.problem(name) is None


@pytest.mark.parametrize("name", ["river", "12", "o.brien", "river 12", "<b>x</b>-1", "ana@x.org", "", "r-1", "a" * 90])
def test_anything_else_is_refused_for_its_shape(name):
    assert names.problem(name) == "shape"


@pytest.mark.parametrize("name", ["maria-12", "nguyen-7", "oluwaseun-1", "night-fatima-3"])
def test_a_persons_name_with_a_number_is_refused_too(name):
    assert names.problem(name) == "real_name"
