"""Codes say nothing about anybody, and what looks like a name is refused before it is kept."""

import re

import pytest
from sqlalchemy.orm import Session

from bot.cases.codes import PATTERN, code_of, new_code, problem
from bot.records.erasure import erase


@pytest.mark.parametrize("typed", ["B-014", "b014", " B 014 ", "b-014", "B–014", "B.014", "b - 014"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert code_of(typed) == "B-014" and problem(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "Amina",
        "amina k",
        "A. Okafor",
        "Amina-014",
        "B-014 Amina",
        "Nguyễn",
        "Олена",
        "阿米娜",
        "ab-014",
        "Mr 014",
        "amina014",
    ],
)
def test_what_looks_like_a_name_is_refused_as_a_name(typed):
    assert code_of(typed) == "" and problem(typed) == "name"


@pytest.mark.parametrize(
    "typed, wrong",
    [("", "empty"), ("  ", "empty"), ("14", "shape"), ("B-14", "shape"), ("B-0145", "shape"), ("O-014", "shape")],
)
def test_other_things_are_no_code_either(typed, wrong):
    assert code_of(typed) == "" and problem(typed) == wrong


def test_codes_are_made_by_chance_and_each_only_once(house, night):
    codes = [house.cases.open(night).code for _ in range(60)]
    assert len(set(codes)) == 60 and codes != sorted(codes)
    assert all(re.fullmatch(PATTERN, code) and problem(code) is None for code in codes)


def test_the_code_of_an_erased_case_is_never_given_to_somebody_else(house, night, monkeypatch):
    code = house.cases.open(night).code
    erase(house.keeping, "case", code)
    drawn = iter([code[0], "B"])
    numbers = iter([int(code[2:]), 14])
    monkeypatch.setattr("bot.cases.codes.secrets.choice", lambda _: next(drawn))
    monkeypatch.setattr("bot.cases.codes.secrets.randbelow", lambda _: next(numbers))
    with Session(house.engine) as session:
        assert new_code(session) == "B-014"
