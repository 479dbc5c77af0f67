"""Signing in with name and password: the same answer for everybody who does not fit."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.accounts import managing, passwords, sessions
from bot.accounts.signing_in import SignIn, sign_in, sign_out
from bot.accounts.tables import Account

NOW = 1_800_000_000.0
HERE = "10.0.0.1"


def test_staff_sign_in_whatever_case_they_type_their_name_in(office, made, limits):
    _, password = made("river-12")
    came = sign_in(office, " River-12 ", password, HERE, NOW)
    assert came.stage == sessions.OPEN
    assert sessions.find(office.records, came.token, NOW, limits).name == "river-12"


def test_unknown_wrong_disabled_and_unfinished_accounts_get_the_same_answer(office, made):
    made("river-12")
    closed, password = made("heron-7")
    managing.disable(office, closed, "operator")
    unfinished, _ = made("kettle-3")
    managing.reset(office, unfinished, NOW, "operator")
    assert {
        sign_in(office, "river-12", "wrong", HERE, NOW),
        sign_in(office, "nobody-1", "wrong", HERE, NOW),
        sign_in(office, "heron-7", password, HERE, NOW),
        sign_in(office, "kettle-3", "", HERE, NOW),
    } == {SignIn()}


@pytest.mark.parametrize("name", ["river-12", "nobody-1", "heron-7", ""])
def test_one_password_is_checked_whether_the_name_is_known_or_not(office, made, name, monkeypatch):
    made("river-12")
    closed, _ = made("heron-7")
    managing.disable(office, closed, "operator")
    passwords._nobody()
    checks = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(passwords, "_hasher", _Counting(checks, verify))
    sign_in(office, name, "wrong", HERE, NOW)
    assert len(checks) == 1 and checks[0].startswith("$argon2id$")


def test_a_right_password_is_not_taken_before_the_wait_is_over_and_then_clears_it(office, made):
    _, password = made("river-12")
    for _ in range(4):
        sign_in(office, "river-12", "guess", HERE, NOW)
    held = sign_in(office, "river-12", password, HERE, NOW)
    assert held.token is None and held.wait > 0
    assert sign_in(office, "river-12", password, HERE, NOW + held.wait).token
    assert sign_in(office, "river-12", password, HERE, NOW + held.wait).token


def test_a_digest_with_old_parameters_is_made_again_at_sign_in(office, made, monkeypatch):
    number, password = made("river-12")
    monkeypatch.setattr(passwords, "_hasher", type(passwords._hasher)(time_cost=2, memory_cost=16, parallelism=1))
    passwords._nobody.cache_clear()
    assert sign_in(office, "river-12", password, HERE, NOW).token
    with Session(office.records) as session:
        assert "m=16,t=2" in session.get(Account, number).password_hash


def test_who_came_and_who_failed_is_written_down_by_number(office, made, written):
    number, password = made("river-12")
    sign_in(office, "river-12", "wrong", HERE, NOW)
    sign_in(office, "nobody-1", "wrong", HERE, NOW)
    token = sign_in(office, "river-12", password, HERE, NOW).token
    sign_out(office, token)
    sign_out(office, "never-was")
    me = f"account:{number}"
    assert written == [
        ("sign_in_failed", "visitor", me),
        ("sign_in_failed", "visitor", "visitor"),
        ("signed_in", me, ""),
        ("signed_out", me, ""),
    ]


class _Counting:
    """A hasher that notes what it checks."""

    def __init__(self, checks, verify) -> None:
        self._checks, self._verify = checks, verify

    def verify(self, stored, typed):
        self._checks.append(stored)
        return self._verify(stored, typed)
